package dev.drover.protocol.switchover;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a destination answers about a migration for which it has no open record. Nothing may be
 * answered before the job store is loaded, and an unreadable record is not an absent one.
 */
public final class NoRecord {
  /** What a source may say. */
  public enum Question {
    COMMIT,
    CANCEL,
    ACKNOWLEDGE
  }

  private NoRecord() {}

  /**
   * Returns the effects, in order.
   *
   * @param closed the result kept with the closed id; null if the id is unknown or a tombstone
   * @param tombstone whether the id is already kept as one that this host must never learn of
   */
  public static List<DestinationEffect> answer(
      Question question, @Nullable Answer closed, boolean tombstone) {
    if (closed != null) {
      if (question == Question.ACKNOWLEDGE) {
        return List.of(DestinationEffect.SAY_CLOSED);
      }
      return switch (closed) {
        case COMMITTED -> List.of(DestinationEffect.SAY_COMMITTED);
        case CANCELLED -> List.of(DestinationEffect.SAY_CANCELLED);
      };
    }
    if (question == Question.CANCEL && !tombstone) {
      return List.of(DestinationEffect.WRITE_TOMBSTONE, DestinationEffect.SAY_UNKNOWN);
    }
    return List.of(DestinationEffect.SAY_UNKNOWN);
  }
}
