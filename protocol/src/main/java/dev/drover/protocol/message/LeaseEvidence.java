package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * A domain's lease as one host sees it in the lockspace.
 *
 * @param state for example {@code handing over}; null if it cannot be told
 * @param epoch counts its changes; 0 if it cannot be told
 * @param owner UUID of the host that has it, or had it last; null if there is none
 * @param heir UUID of the host that may take it; null if there is none
 * @param sentence the same for people, or why it cannot be told
 */
public record LeaseEvidence(
    @Nullable String state,
    long epoch,
    @Nullable String owner,
    @Nullable String heir,
    String sentence) {}
