/**
 * The embedded Temporal server: zero installation for demonstrations and tests, and nothing that
 * survives its process. The only place that uses Temporal's internal packages.
 */
@NullMarked
package dev.drover.worker.server;

import org.jspecify.annotations.NullMarked;
