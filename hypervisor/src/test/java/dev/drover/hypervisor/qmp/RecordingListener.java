package dev.drover.hypervisor.qmp;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a monitor told. */
final class RecordingListener implements QmpListener {
  private final BlockingQueue<QmpEvent> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> reasons = new LinkedBlockingQueue<>();

  @Override
  public void event(QmpEvent event) {
    events.add(event);
  }

  @Override
  public void closed(String reason) {
    reasons.add(reason);
  }

  QmpEvent takeEvent() throws InterruptedException {
    QmpEvent event = events.poll(10, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no event came");
    }
    return event;
  }

  /** Waits for the event of this name; drops those before it. */
  QmpEvent takeEvent(String name) throws InterruptedException {
    QmpEvent event = takeEvent();
    while (!event.name().equals(name)) {
      event = takeEvent();
    }
    return event;
  }

  String takeReason() throws InterruptedException {
    String reason = reasons.poll(10, TimeUnit.SECONDS);
    if (reason == null) {
      throw new AssertionError("the listener was not told of the end");
    }
    return reason;
  }

  boolean hasReason() {
    return !reasons.isEmpty();
  }
}
