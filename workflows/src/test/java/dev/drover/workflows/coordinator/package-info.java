/** Tests of the workflows against recording hosts and a server whose clock skips. */
@NullMarked
package dev.drover.workflows.coordinator;

import org.jspecify.annotations.NullMarked;
