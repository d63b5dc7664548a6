/**
 * What is left over on a host: found, judged by a pure function, and removed where that is safe.
 * May use protocol, domain, qmp, qemu and lock.
 */
@NullMarked
package dev.drover.hypervisor.sweep;

import org.jspecify.annotations.NullMarked;
