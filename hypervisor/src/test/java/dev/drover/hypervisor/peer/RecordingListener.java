package dev.drover.hypervisor.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told, and lets a test wait for it. */
final class RecordingListener implements PeerListener {
  private static final long DEADLINE_SECONDS = 20;

  private final BlockingQueue<PeerLink> links = new LinkedBlockingQueue<>();
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closings = new AtomicInteger();

  /** Takes a link that another worker has opened. */
  PeerListener opened(PeerLink link) {
    opened.incrementAndGet();
    links.add(link);
    return this;
  }

  @Override
  public void received(PeerLink link, Frame frame) {
    frames.add(frame);
  }

  @Override
  public void closed(PeerLink link, String reason) {
    closings.incrementAndGet();
    reasons.add(reason);
  }

  PeerLink awaitLink() throws InterruptedException {
    return await(links, "a link");
  }

  Frame awaitFrame() throws InterruptedException {
    return await(frames, "a frame");
  }

  String awaitClosed() throws InterruptedException {
    return await(reasons, "the end of a link");
  }

  boolean closedWithin(Duration duration) throws InterruptedException {
    return reasons.poll(duration.toMillis(), TimeUnit.MILLISECONDS) != null;
  }

  int links() {
    return opened.get();
  }

  int closings() {
    return closings.get();
  }

  private <T> T await(BlockingQueue<T> queue, String what) throws InterruptedException {
    @Nullable T found = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertThat(found)
        .as("%s; so far %s links, %s closed: %s", what, opened, closings, reasons)
        .isNotNull();
    return found;
  }
}
