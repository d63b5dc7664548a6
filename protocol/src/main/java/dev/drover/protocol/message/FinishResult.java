package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * The destination's decision, made once.
 *
 * @param committed true: the guest is here; false: it is not and never will be
 * @param cookie cookie #4, for confirm
 * @param reason why it was cancelled, with the destination QEMU's own words where there are any;
 *     null if committed
 */
public record FinishResult(boolean committed, Cookie cookie, @Nullable String reason) {}
