package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.hypervisor.peer.PeerListener;
import dev.drover.hypervisor.peer.PeerNetwork;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Links between hosts of one process, without sockets. A test may cut them and have kinds of frames
 * lost.
 */
final class DirectPeers implements PeerNetwork {
  /** What all hosts of a test share. */
  static final class Wire {
    private final Map<String, DirectPeers> hosts = new ConcurrentHashMap<>();
    private final Set<FrameKind> lost = ConcurrentHashMap.newKeySet();
    private final Set<End> ends = new CopyOnWriteArraySet<>();
    private volatile boolean cut;
    private volatile CountDownLatch answers = new CountDownLatch(0);

    /** Until somebody counts this latch down, whoever connects waits. */
    CountDownLatch hesitate() {
      CountDownLatch latch = new CountDownLatch(1);
      answers = latch;
      return latch;
    }

    private void awaitAnswer() {
      try {
        assertThat(answers.await(20, TimeUnit.SECONDS)).as("the link was let through").isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** From now on, frames of this kind are lost. */
    void lose(FrameKind kind) {
      lost.add(kind);
    }

    /** From now on, all frames arrive and hosts can be reached. */
    void heal() {
      lost.clear();
      cut = false;
    }

    /** Closes all links; no new ones can be made. */
    void cut() {
      cut = true;
      ends.forEach(End::close);
    }
  }

  private final Wire wire;
  private final String host;
  private volatile @Nullable LinkHandler handler;

  DirectPeers(Wire wire, String host) {
    this.wire = wire;
    this.host = host;
  }

  @Override
  public PeerLink connect(
      String address, String expected, String migrationId, PeerListener listener) {
    wire.awaitAnswer();
    DirectPeers other = wire.hosts.get(address);
    LinkHandler taker = other == null ? null : other.handler;
    if (wire.cut || other == null || taker == null || !other.host.equals(expected)) {
      throw new DroverException(FailureCode.PEER_UNREACHABLE, "No worker answers on " + address);
    }
    End here = new End(wire, expected, migrationId);
    End there = new End(wire, host, migrationId);
    here.other = there;
    there.other = here;
    here.listener = listener;
    there.listener = taker.opened(there);
    wire.ends.add(here);
    wire.ends.add(there);
    return here;
  }

  @Override
  public void listen(LinkHandler linkHandler) {
    handler = linkHandler;
    wire.hosts.put(address(), this);
  }

  @Override
  public String address() {
    return "direct:" + host;
  }

  @Override
  public void close() {
    wire.hosts.remove(address(), this);
  }

  /** One end of a link. */
  private static final class End implements PeerLink {
    private final Wire wire;
    private final String peerHost;
    private final String migrationId;
    private final ExecutorService reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "direct link");
              thread.setDaemon(true);
              return thread;
            });
    private volatile boolean open = true;
    private @Nullable End other;
    private @Nullable PeerListener listener;

    End(Wire wire, String peerHost, String migrationId) {
      this.wire = wire;
      this.peerHost = peerHost;
      this.migrationId = migrationId;
    }

    @Override
    public String peerHost() {
      return peerHost;
    }

    @Override
    public String migrationId() {
      return migrationId;
    }

    @Override
    public void send(Frame frame) {
      End to = other;
      if (open && to != null && !wire.lost.contains(frame.kind())) {
        to.hear(frame);
      }
    }

    private void hear(Frame frame) {
      PeerListener told = listener;
      if (open && told != null) {
        reader.execute(() -> told.received(this, frame));
      }
    }

    @Override
    public Duration silence() {
      return Duration.ZERO;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      End to = other;
      end();
      if (to != null) {
        to.end();
      }
    }

    private synchronized void end() {
      if (!open) {
        return;
      }
      open = false;
      PeerListener told = listener;
      if (told != null) {
        reader.execute(() -> told.closed(this, "the link was closed"));
      }
      reader.shutdown();
    }
  }
}
