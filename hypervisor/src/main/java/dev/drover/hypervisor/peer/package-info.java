/** The authenticated link between two workers. May use protocol. */
@NullMarked
package dev.drover.hypervisor.peer;

import org.jspecify.annotations.NullMarked;
