/** The files for Prometheus and Grafana, and what they stand on. */
@NullMarked
package dev.drover.tests.monitoring;

import org.jspecify.annotations.NullMarked;
