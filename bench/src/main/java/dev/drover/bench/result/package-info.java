/** What was measured: samples, their file, their statistics, and the page that shows them. */
@NullMarked
package dev.drover.bench.result;

import org.jspecify.annotations.NullMarked;
