/**
 * Domain definitions: libvirt's XML, read and written; the checks that need no QEMU. May use
 * protocol.
 */
@NullMarked
package dev.drover.hypervisor.domain;

import org.jspecify.annotations.NullMarked;
