package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * That nobody can say where a guest is, and what was seen when the hosts were last asked: both
 * sides are held. Times are on the Temporal server's clock.
 *
 * @param why who does not answer, or what is not known, in a sentence
 * @param askedAtEpochMillis when the hosts were asked for their evidence
 * @param source null if the source did not answer
 * @param destination null if the destination did not answer
 */
public record UnknownOutcome(
    long sinceEpochMillis,
    String why,
    long askedAtEpochMillis,
    @Nullable Evidence source,
    @Nullable Evidence destination) {}
