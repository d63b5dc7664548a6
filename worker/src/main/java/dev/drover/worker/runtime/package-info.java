/** The life of a worker's process: wiring, start, health, metrics, and a quiet end. */
@NullMarked
package dev.drover.worker.runtime;

import org.jspecify.annotations.NullMarked;
