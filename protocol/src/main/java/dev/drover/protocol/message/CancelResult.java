package dev.drover.protocol.message;

/**
 * What a side answers to cancel.
 *
 * @param cancelled true: this side's word is final and says that nothing was handed over; false:
 *     too late, the guest has been or is being handed over
 * @param word the side's word, for the records
 */
public record CancelResult(boolean cancelled, String word) {}
