package dev.drover.protocol.message;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import org.jspecify.annotations.Nullable;

/**
 * A domain as one host sees it.
 *
 * @param uuid canonical, lower case
 * @param name the domain's name
 * @param host UUID of the host that speaks
 * @param persistent whether a definition is kept here when the guest ends
 * @param memoryKib guest memory in KiB, exactly
 * @param job the open job on this domain; null if there is none
 */
public record DomainInfo(
    String uuid,
    String name,
    String host,
    DomainState state,
    StateReason reason,
    boolean persistent,
    long memoryKib,
    int vcpus,
    @Nullable JobInfo job) {}
