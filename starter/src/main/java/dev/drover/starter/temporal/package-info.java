/** The port to the fleet over a Temporal server, quick to start and quick to end. */
@NullMarked
package dev.drover.starter.temporal;

import org.jspecify.annotations.NullMarked;
