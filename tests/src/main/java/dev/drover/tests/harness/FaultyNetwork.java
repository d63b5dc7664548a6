package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.hypervisor.peer.PeerListener;
import dev.drover.hypervisor.peer.PeerNetwork;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network with a gate before and after each frame, at either end. */
final class FaultyNetwork implements PeerNetwork {
  private final PeerNetwork real;
  private final Gates gates;

  FaultyNetwork(PeerNetwork real, Gates gates) {
    this.real = requireNonNull(real, "real is null");
    this.gates = requireNonNull(gates, "gates is null");
  }

  @Override
  public PeerLink connect(String address, String host, String migrationId, PeerListener listener) {
    FaultyListener own = new FaultyListener(listener);
    return own.faulty(real.connect(address, host, migrationId, own));
  }

  @Override
  public void listen(LinkHandler handler) {
    real.listen(
        link -> {
          FaultyLink faulty = new FaultyLink(link);
          return new FaultyListener(handler.opened(faulty), faulty);
        });
  }

  @Override
  public String address() {
    return real.address();
  }

  @Override
  public void close() {
    real.close();
  }

  /** Does what is between the two gates, as often as was ordered. */
  private void through(String gate, Runnable action) {
    Optional<Order> order = gates.pass(gate);
    if (order.isEmpty() || order.get() != Order.LOSE) {
      action.run();
    }
    if (order.isPresent() && order.get() == Order.REPEAT) {
      action.run();
    }
    gates.pass("after-" + gate);
  }

  /** One end of a link; the session knows no other object for it. */
  private final class FaultyLink implements PeerLink {
    private final PeerLink real;

    FaultyLink(PeerLink real) {
      this.real = requireNonNull(real, "real is null");
    }

    @Override
    public String peerHost() {
      return real.peerHost();
    }

    @Override
    public String migrationId() {
      return real.migrationId();
    }

    @Override
    public void send(Frame frame) {
      through("send-" + frame.kind(), () -> real.send(frame));
    }

    @Override
    public Duration silence() {
      return real.silence();
    }

    @Override
    public boolean isOpen() {
      return real.isOpen();
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private final class FaultyListener implements PeerListener {
    private final PeerListener real;
    private @Nullable FaultyLink link;

    FaultyListener(PeerListener real) {
      this.real = requireNonNull(real, "real is null");
    }

    FaultyListener(PeerListener real, FaultyLink link) {
      this(real);
      this.link = requireNonNull(link, "link is null");
    }

    /** Frames may come before {@link PeerNetwork#connect} has returned. */
    synchronized FaultyLink faulty(PeerLink from) {
      FaultyLink known = link;
      if (known == null) {
        known = new FaultyLink(from);
        link = known;
      }
      return known;
    }

    @Override
    public void received(PeerLink from, Frame frame) {
      through("receive-" + frame.kind(), () -> real.received(faulty(from), frame));
    }

    @Override
    public void closed(PeerLink from, String reason) {
      real.closed(faulty(from), reason);
    }
  }
}
