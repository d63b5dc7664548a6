package dev.drover.hypervisor.migration;

import dev.drover.protocol.Side;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps everything that it hears. */
final class RecordingMoves implements MoveObserver {
  final List<MoveEnd> ends = new CopyOnWriteArrayList<>();
  final List<Side> blackouts = new CopyOnWriteArrayList<>();
  final List<RecoveryAction> actions = new CopyOnWriteArrayList<>();
  final List<FailureCode> refusals = new CopyOnWriteArrayList<>();
  final AtomicLong bytes = new AtomicLong();

  @Override
  public void ended(MoveEnd end) {
    ends.add(end);
  }

  @Override
  public void blackout(Side runsOn, long micros) {
    blackouts.add(runsOn);
  }

  @Override
  public void sent(long more) {
    bytes.addAndGet(more);
  }

  @Override
  public void refused(Step step, FailureCode code) {
    refusals.add(code);
  }

  @Override
  public void recovered(RecoveryAction action) {
    actions.add(action);
  }
}
