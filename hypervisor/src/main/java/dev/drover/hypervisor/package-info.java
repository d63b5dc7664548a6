/**
 * The host, as activities see it. Everything below this package touches QEMU, disks and sockets;
 * nothing here knows Temporal.
 */
@NullMarked
package dev.drover.hypervisor;

import org.jspecify.annotations.NullMarked;
