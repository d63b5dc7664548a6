/** Job records and the store that keeps them through power loss. May use protocol. */
@NullMarked
package dev.drover.hypervisor.job;

import org.jspecify.annotations.NullMarked;
