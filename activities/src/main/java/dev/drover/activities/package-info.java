/** Activity interfaces implemented over the hypervisor; thin on purpose. */
@NullMarked
package dev.drover.activities;

import org.jspecify.annotations.NullMarked;
