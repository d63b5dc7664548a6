/** The harness that runs drover's processes against real QEMU; no production code. */
@NullMarked
package dev.drover.tests;

import org.jspecify.annotations.NullMarked;
