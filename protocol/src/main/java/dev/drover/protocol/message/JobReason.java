package dev.drover.protocol.message;

import dev.drover.protocol.Step;

/**
 * Something that happened in a job and that an operator may ask about.
 *
 * @param atEpochMillis when, on the Temporal server's clock
 * @param step the step that ran then
 * @param text one sentence
 */
public record JobReason(long atEpochMillis, Step step, String text) {}
