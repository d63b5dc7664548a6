/**
 * The numbers of a worker, in Prometheus' format: what they are called, where they come from, and
 * how they are counted. May use hypervisor, Micrometer and the worker's configuration.
 */
@NullMarked
package dev.drover.worker.metrics;

import org.jspecify.annotations.NullMarked;
