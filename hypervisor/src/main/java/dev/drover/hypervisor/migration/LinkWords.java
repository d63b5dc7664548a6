package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.hypervisor.peer.PeerListener;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** The other side's words, stamped on the link's thread and handed to a session's actor. */
final class LinkWords implements PeerListener {
  private final SerialActor actor;
  private final ObjLongConsumer<Frame> heard;
  private final Consumer<String> ended;

  /**
   * @param heard told each frame and when it was read, in microseconds since 1970
   * @param ended told why a connection ended
   */
  LinkWords(SerialActor actor, ObjLongConsumer<Frame> heard, Consumer<String> ended) {
    this.actor = requireNonNull(actor, "actor is null");
    this.heard = requireNonNull(heard, "heard is null");
    this.ended = requireNonNull(ended, "ended is null");
  }

  @Override
  public void received(PeerLink from, Frame frame) {
    long micros = SwitchoverClock.nowMicros();
    actor.tell(() -> heard.accept(frame, micros));
  }

  @Override
  public void closed(PeerLink from, String reason) {
    actor.tell(() -> ended.accept(reason));
  }
}
