/** drover measured against QEMU driven by hand, in one run, turn about. */
@NullMarked
package dev.drover.bench;

import org.jspecify.annotations.NullMarked;
