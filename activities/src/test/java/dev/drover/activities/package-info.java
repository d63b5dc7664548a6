/** Tests of the activities over a fake host. */
@NullMarked
package dev.drover.activities;

import org.jspecify.annotations.NullMarked;
