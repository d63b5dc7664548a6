/** The process on each host: configuration, wiring, metrics, and the embedded Temporal server. */
@NullMarked
package dev.drover.worker;

import org.jspecify.annotations.NullMarked;
