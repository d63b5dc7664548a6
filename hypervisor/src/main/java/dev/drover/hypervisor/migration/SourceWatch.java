package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.switchover.SourceEvent;
import dev.drover.protocol.switchover.SourceState;
import dev.drover.protocol.switchover.SourceView;
import dev.drover.protocol.switchover.SourceWord;

/**
 * Tells the source's machine what passes without anybody saying it: that the link lives or is dead,
 * that the destination stays silent, that nobody calls. Time triggers a look, and decides nothing.
 * Used by the session's actor only.
 */
final class SourceWatch {
  private final SourceDriver driver;
  private final SourceLink link;
  private final FirstError error;
  private final Runnable onConnected;
  private long lastCalledNanos = System.nanoTime();

  /**
   * @param onConnected run on the link's thread when there is a connection again
   */
  SourceWatch(SourceDriver driver, SourceLink link, FirstError error, Runnable onConnected) {
    this.driver = requireNonNull(driver, "driver is null");
    this.link = requireNonNull(link, "link is null");
    this.error = requireNonNull(error, "error is null");
    this.onConnected = requireNonNull(onConnected, "onConnected is null");
  }

  /** Somebody has called for this migration. */
  void called() {
    lastCalledNanos = System.nanoTime();
  }

  /** Nobody will call for this migration any more. */
  void nobodyCalls() {
    lastCalledNanos = System.nanoTime() - 2 * SessionParts.ABANDONED.toNanos();
  }

  /**
   * Time has passed.
   *
   * @param peerName what people call the destination
   */
  void tick(String peerName) {
    linkState(peerName);
    boolean quiet = System.nanoTime() - lastCalledNanos > SessionParts.ABANDONED.toNanos();
    if (quiet && !record().transferStarted()) {
      abandon();
    }
    if (word() == SourceWord.FAILED && record().answer() != null && !link.isKnown()) {
      // The answer came by the workflow's road, on which the destination has closed its record; a
      // worker that died since has forgotten that it was told so.
      driver.feed(SourceEvent.Signal.ANSWERED_CLOSED);
    }
    askTheLease();
  }

  /** Looks whether the link lives. */
  void linkState(String peerName) {
    if (!link.isKnown()) {
      return;
    }
    if (link.isFresh()) {
      driver.feed(SourceEvent.Signal.LINK_ALIVE);
      return;
    }
    boolean stopped = driver.state().view() == SourceView.PRE_SWITCHOVER;
    if (stopped || link.isDead()) {
      // A stopped guest does not wait for a peer that may come back.
      driver.feed(SourceEvent.Signal.LINK_LOST);
    }
    link.keep(onConnected);
    giveUpWithoutPeer(peerName);
  }

  /** Time triggers the attempt; who runs the guest is the lease's decision (switchover.md, 4). */
  private void askTheLease() {
    if (word() == SourceWord.PERMITTED && record().leased() && link.isLostForLong()) {
      driver.look();
      driver.feed(SourceEvent.Signal.PEER_SILENT);
    }
  }

  private void abandon() {
    if (word() == SourceWord.PERFORM) {
      error.note(
          FailureCode.MIGRATION_FAILED,
          "Nobody calls any more for the migration of domain " + record().name());
      driver.feed(SourceEvent.Signal.ABANDONED);
    } else if (word() == SourceWord.FAILED && !link.isKnown()) {
      // Nothing was ever sent and no road leads there: a destination that waits all the same
      // will say so, and hear of the closed record.
      driver.feed(SourceEvent.Signal.ANSWERED_UNKNOWN);
    }
  }

  /** A transfer to a host that cannot be reached any more is not sent on for ever (D6). */
  private void giveUpWithoutPeer(String peerName) {
    SourceState state = driver.state();
    boolean sending =
        state.word() == SourceWord.PERFORM
            || (state.word() == SourceWord.ARMED && state.view() == SourceView.TRANSFERRING);
    if (sending && record().transferStarted() && link.isLostForLong()) {
      error.note(
          FailureCode.PEER_UNREACHABLE,
          "Host %s was lost during the transfer of domain %s: %s"
              .formatted(peerName, record().name(), link.lastFailure()));
      driver.feed(SourceEvent.Signal.ABORT_REQUESTED);
    }
  }

  private JobRecord record() {
    return driver.record();
  }

  private SourceWord word() {
    return driver.state().word();
  }
}
