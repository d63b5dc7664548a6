package dev.drover.protocol.decision;

import dev.drover.protocol.Side;
import dev.drover.protocol.Step;

/**
 * A step as the coordinator calls it: libvirt's {@code cancelled} flag makes two calls of one step.
 */
public enum Call {
  BEGIN(Step.BEGIN, Side.SOURCE, false),
  PREPARE(Step.PREPARE, Side.DESTINATION, false),
  PERFORM(Step.PERFORM, Side.SOURCE, false),
  /** The source said permitted: asks the destination for its decision. */
  FINISH(Step.FINISH, Side.DESTINATION, false),
  /** The source said failed: ends what waits on the destination. */
  FINISH_CANCELLED(Step.FINISH, Side.DESTINATION, true),
  /** The destination said committed: ends the source's copy. */
  CONFIRM(Step.CONFIRM, Side.SOURCE, false),
  /** The destination said cancelled, or never had anything: the source keeps the guest. */
  CONFIRM_CANCELLED(Step.CONFIRM, Side.SOURCE, true),
  /** Before perform: makes the source write its word failed, which the calls after it rely on. */
  CANCEL(Step.CANCEL, Side.SOURCE, false);

  private final Step step;
  private final Side side;
  private final boolean cancelled;

  Call(Step step, Side side, boolean cancelled) {
    this.step = step;
    this.side = side;
    this.cancelled = cancelled;
  }

  /** Returns the step that is called. */
  public Step step() {
    return step;
  }

  /** Returns the host that is called. */
  public Side side() {
    return side;
  }

  /** Returns the {@code cancelled} flag; false where the step has none. */
  public boolean cancelled() {
    return cancelled;
  }
}
