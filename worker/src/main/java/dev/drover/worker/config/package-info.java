/**
 * A worker's configuration: read once, checked as a whole, immutable afterwards. Connection
 * settings of Temporal are not here; they come from the environment and profiles that {@code
 * temporal} reads too.
 */
@NullMarked
package dev.drover.worker.config;

import org.jspecify.annotations.NullMarked;
