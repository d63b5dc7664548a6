package dev.drover.workflows.coordinator;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/** A person's wish to give the migration up, and what became of it. */
final class Abort {
  private @Nullable String requestedBy;
  private @Nullable DroverException refusal;
  private boolean delivered;
  private boolean answered;

  /** Takes the wish; one that is still open keeps its first author. */
  void ask(@Nullable String who) {
    if (requestedBy == null) {
      requestedBy = who == null || who.isBlank() ? "somebody" : who;
      refusal = null;
      delivered = false;
      answered = false;
    }
  }

  /** Returns whether the migration has to be given up if it still can be. */
  boolean wanted() {
    return requestedBy != null;
  }

  /** Returns whether the source has yet to be told. */
  boolean undelivered() {
    return wanted() && !delivered;
  }

  /** Returns whether whoever asked can be answered. */
  boolean answered() {
    return answered;
  }

  /** Returns why the source refused; null if it did not. */
  @Nullable DroverException refusal() {
    return refusal;
  }

  /** Returns who asked; null if nobody did, or if the wish was refused. */
  @Nullable String requestedBy() {
    return requestedBy;
  }

  /** The source has taken it: its own word will say what comes of it. */
  void delivered() {
    delivered = true;
    answered = true;
  }

  /** The source does not answer: the wish stands and is brought again. */
  void notDelivered() {
    answered = true;
  }

  /** The source refused; the next wish is asked anew. */
  void refused(DroverException why) {
    refusal = why;
    answered = true;
    requestedBy = null;
  }

  /** The source has said its word before the wish reached it. */
  void overtaken(boolean permitted) {
    if (undelivered()) {
      if (permitted) {
        refused(
            new DroverException(
                FailureCode.POINT_OF_NO_RETURN,
                "The source has handed the guest over: it can only arrive now."));
      } else {
        delivered();
      }
    }
  }
}
