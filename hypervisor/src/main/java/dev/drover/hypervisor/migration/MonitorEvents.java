package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpListener;
import java.util.function.Consumer;

/** QEMU's events, heard on the monitor's thread and handed to a session's actor. */
final class MonitorEvents implements QmpListener {
  private final SerialActor actor;
  private final Consumer<QmpEvent> happened;
  private final Runnable lost;

  /**
   * @param lost run when the monitor is gone, and events with it
   */
  MonitorEvents(SerialActor actor, Consumer<QmpEvent> happened, Runnable lost) {
    this.actor = requireNonNull(actor, "actor is null");
    this.happened = requireNonNull(happened, "happened is null");
    this.lost = requireNonNull(lost, "lost is null");
  }

  @Override
  public void event(QmpEvent event) {
    actor.tell(() -> happened.accept(event));
  }

  @Override
  public void closed(String reason) {
    actor.tell(lost);
  }
}
