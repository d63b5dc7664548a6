/**
 * Source and destination sessions: one serial actor a migration, fed by frames, calls and QEMU
 * events. May use every package beside it.
 */
@NullMarked
package dev.drover.hypervisor.migration;

import org.jspecify.annotations.NullMarked;
