/** Leases on domains. May use protocol. */
@NullMarked
package dev.drover.hypervisor.lock;

import org.jspecify.annotations.NullMarked;
