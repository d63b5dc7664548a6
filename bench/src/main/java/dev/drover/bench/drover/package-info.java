/** drover's own way: a fleet of real processes that moves a guest, and where its time goes. */
@NullMarked
package dev.drover.bench.drover;

import org.jspecify.annotations.NullMarked;
