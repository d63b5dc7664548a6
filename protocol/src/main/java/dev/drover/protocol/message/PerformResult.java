package dev.drover.protocol.message;

import dev.drover.protocol.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * The source's own word on the transfer. A failed transfer is a result, not an exception: only the
 * source may say that nothing was handed over.
 *
 * @param permitted true: COMMIT was sent, the destination decides; false: the source keeps the
 *     guest, for good
 * @param committed whether the destination has told the source already that it committed
 * @param cookie cookie #3, the bytes that COMMIT carried; empty if not permitted
 * @param failure why it failed; null if permitted
 * @param reason the failure in a sentence; null if permitted
 */
public record PerformResult(
    boolean permitted,
    boolean committed,
    Cookie cookie,
    @Nullable Statistics statistics,
    @Nullable FailureCode failure,
    @Nullable String reason) {
  /** The source keeps the guest. */
  public static PerformResult failed(
      @Nullable Statistics statistics, FailureCode failure, String reason) {
    return new PerformResult(false, false, Cookie.EMPTY, statistics, failure, reason);
  }

  /** The destination decides, or has decided. */
  public static PerformResult permitted(
      boolean committed, Cookie cookie, @Nullable Statistics statistics) {
    return new PerformResult(true, committed, cookie, statistics, null, null);
  }
}
