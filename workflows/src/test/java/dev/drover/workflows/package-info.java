/** Tests of what clients and workers share. */
@NullMarked
package dev.drover.workflows;

import org.jspecify.annotations.NullMarked;
