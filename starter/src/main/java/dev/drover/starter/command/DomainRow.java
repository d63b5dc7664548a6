package dev.drover.starter.command;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.starter.fleet.DomainCopies.Copy;
import org.jspecify.annotations.Nullable;

/**
 * A domain on one host, for programs.
 *
 * @param host UUID of the host
 * @param hostName what people call it
 * @param persistent whether a definition is kept there when the guest ends
 * @param memoryKib guest memory in KiB, exactly
 * @param job the open job record there; null if there is none
 */
record DomainRow(
    String uuid,
    String name,
    String host,
    String hostName,
    DomainState state,
    StateReason reason,
    boolean persistent,
    long memoryKib,
    int vcpus,
    @Nullable JobInfo job) {
  static DomainRow of(Copy copy) {
    return of(copy.info(), copy.host().name());
  }

  static DomainRow of(DomainInfo info, String hostName) {
    return new DomainRow(
        info.uuid(),
        info.name(),
        info.host(),
        hostName,
        info.state(),
        info.reason(),
        info.persistent(),
        info.memoryKib(),
        info.vcpus(),
        info.job());
  }
}
