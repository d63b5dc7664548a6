package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.hypervisor.peer.PeerListener;
import dev.drover.hypervisor.peer.PeerNetwork;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.DestinationEffect;
import dev.drover.protocol.switchover.NoRecord;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the links of other workers: hands their frames to the session of their migration, and
 * answers for migrations without one. Made only after the job store is loaded: before, nothing may
 * be answered.
 */
final class PeerRouter implements PeerNetwork.LinkHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PeerRouter.class);

  private final Sessions sessions;
  private final JobStore store;

  PeerRouter(Sessions sessions, JobStore store) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.store = requireNonNull(store, "store is null");
  }

  @Override
  public PeerListener opened(PeerLink link) {
    sessions
        .destination(link.migrationId())
        .filter(session -> session.record().peerHost().equals(link.peerHost()))
        .ifPresent(session -> session.linked(link));
    return new Routed();
  }

  /** Looks for the session anew at each frame: it may come and go while the link stands. */
  private final class Routed implements PeerListener {
    @Override
    public void received(PeerLink link, Frame frame) {
      Optional<DestinationSession> session = sessions.destination(link.migrationId());
      if (isForSource(link, frame)) {
        waiting(link, frame);
      } else if (session.isEmpty()) {
        answerWithoutRecord(link, frame);
      } else if (session.get().record().peerHost().equals(link.peerHost())) {
        session.get().received(link, frame);
      } else {
        LOG.warn(
            "Migration {}: host {} speaks for it, but its record names host {}; the link is closed",
            link.migrationId(),
            link.peerHost(),
            session.get().record().peerHost());
        link.close();
      }
    }

    @Override
    public void closed(PeerLink link, String reason) {
      LOG.debug(
          "Migration {}: the link from {} closed: {}", link.migrationId(), link.peerHost(), reason);
    }
  }

  /** A destination has opened this link: it waits, or answers what it was told on it. */
  private boolean isForSource(PeerLink link, Frame frame) {
    return frame.kind() == FrameKind.WAITING
        || (frame.kind() == FrameKind.CANCELLED
            && sessions.destination(link.migrationId()).isEmpty());
  }

  private void waiting(PeerLink link, Frame frame) {
    Optional<SourceSession> session = sessions.source(link.migrationId());
    if (session.isPresent()) {
      if (session.get().record().peerHost().equals(link.peerHost())) {
        if (frame.kind() == FrameKind.WAITING) {
          session.get().waitsAt(Frames.address(frame));
        }
      } else {
        link.close();
      }
      return;
    }
    if (!store.unreadable().isEmpty()) {
      // Neither is an unreadable record a closed one.
      return;
    }
    // A closed id that was not committed is a final word on the disk: the guest stayed here.
    Optional<ClosedJob> closed = store.closed(link.migrationId(), Side.SOURCE);
    if (closed.isPresent()
        && closed.get().peerHost().equals(link.peerHost())
        && !closed.get().result().equals(Answer.COMMITTED.wireName())) {
      link.send(
          frame.kind() == FrameKind.WAITING
              ? Frames.cancel(false, closed.get().reason())
              : Frame.of(FrameKind.ACKNOWLEDGE));
    }
  }

  private void answerWithoutRecord(PeerLink link, Frame frame) {
    if (!store.unreadable().isEmpty()) {
      // An unreadable record is not an absent one, and its file may be the one asked about.
      return;
    }
    Optional<ClosedJob> closed = store.closed(link.migrationId(), Side.DESTINATION);
    if (closed.isPresent() && !closed.get().peerHost().equals(link.peerHost())) {
      link.close();
      return;
    }
    boolean tombstone = closed.filter(job -> job.result().equals(Records.TOMBSTONE)).isPresent();
    Optional<Answer> result =
        closed.filter(job -> !tombstone).map(job -> Answer.parse(job.result()));
    switch (frame.kind()) {
      case COMMIT -> answer(link, NoRecord.Question.COMMIT, result, tombstone);
      case CANCEL -> answer(link, NoRecord.Question.CANCEL, result, tombstone);
      case ACKNOWLEDGE -> answer(link, NoRecord.Question.ACKNOWLEDGE, result, tombstone);
      case COMMITTED, CANCELLED, UNKNOWN, CLOSED, WAITING ->
          LOG.warn(
              "Migration {}: a destination's word came from the source: {}",
              link.migrationId(),
              frame);
    }
  }

  private void answer(
      PeerLink link, NoRecord.Question question, Optional<Answer> result, boolean tombstone) {
    for (DestinationEffect effect : NoRecord.answer(question, result.orElse(null), tombstone)) {
      switch (effect) {
        case SAY_COMMITTED -> link.send(Frame.of(FrameKind.COMMITTED));
        case SAY_CANCELLED -> link.send(Frame.of(FrameKind.CANCELLED));
        case SAY_UNKNOWN -> link.send(Frame.of(FrameKind.UNKNOWN));
        case SAY_CLOSED -> link.send(Frame.of(FrameKind.CLOSED));
        case WRITE_TOMBSTONE -> {
          if (!tombstoned(link)) {
            return;
          }
        }
        case SAVE_DEFINITION,
            TAKE_LEASE,
            CONT,
            YANK,
            KILL_QEMU,
            RELEASE_LEASE,
            ALARM_RUNNING_UNASKED,
            ALARM_STORAGE,
            CLOSE_RECORD ->
            throw new IllegalStateException(effect + " without a record");
      }
    }
  }

  private boolean tombstoned(PeerLink link) {
    String id = link.migrationId();
    try {
      synchronized (sessions.openingLock()) {
        if (sessions.destination(id).isPresent()) {
          return false;
        }
        store.close(
            Records.tombstone(
                id, Side.DESTINATION, "", link.peerHost(), System.currentTimeMillis()));
        return true;
      }
    } catch (DroverException e) {
      LOG.error("Migration {}: {}", link.migrationId(), e.getMessage());
      return false;
    }
  }
}
