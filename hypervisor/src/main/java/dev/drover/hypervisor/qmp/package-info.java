/** The QMP monitor: connection, events, errors, reconnect. May use protocol. */
@NullMarked
package dev.drover.hypervisor.qmp;

import org.jspecify.annotations.NullMarked;
