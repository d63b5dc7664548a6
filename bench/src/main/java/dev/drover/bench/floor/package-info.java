/**
 * The floor: a guest moved by two QEMUs that are driven by hand. Uses nothing of drover's
 * hypervisor, so that it measures QEMU and nothing else.
 */
@NullMarked
package dev.drover.bench.floor;

import org.jspecify.annotations.NullMarked;
