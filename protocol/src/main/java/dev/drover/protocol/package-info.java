/**
 * The words that every part of drover shares: jobs, steps, phases, states. Pure: no I/O, no
 * Temporal, no QEMU.
 */
@NullMarked
package dev.drover.protocol;

import org.jspecify.annotations.NullMarked;
