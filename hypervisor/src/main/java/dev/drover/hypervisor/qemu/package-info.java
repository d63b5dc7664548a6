/**
 * The QEMU process: binary, command line, life and proof of death, run-state log. May use protocol,
 * domain and qmp.
 */
@NullMarked
package dev.drover.hypervisor.qemu;

import org.jspecify.annotations.NullMarked;
