/** The moves of a fleet as a live picture: what each does now, and how it ended. */
@NullMarked
package dev.drover.starter.top;

import org.jspecify.annotations.NullMarked;
