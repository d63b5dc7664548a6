package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.hypervisor.qmp.MigrationStatus;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.SourceEffect;
import dev.drover.protocol.switchover.SourceEvent;
import dev.drover.protocol.switchover.SourceMachine;
import dev.drover.protocol.switchover.SourceState;
import dev.drover.protocol.switchover.SourceStep;
import dev.drover.protocol.switchover.SourceView;
import dev.drover.protocol.switchover.SourceWord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the source's machine and carries out what it says: the word first, then the effects. Runs
 * on the session's actor only. The hot path is pre-switchover, {@code migrate-continue}, completed,
 * COMMIT: nothing else waits between the stop of the CPUs and the frame.
 */
final class SourceDriver {
  private static final Logger LOG = LoggerFactory.getLogger(SourceDriver.class);

  /** QEMU's run state follows its event within microseconds. */
  private static final Duration SETTLING = Duration.ofMillis(1);

  /** What the session does for its driver. */
  interface Owner {
    /** Sends a frame if there is a link. */
    void send(Frame frame);

    /** An abort came too late. */
    void abortRefused();

    /** The machine is over; the record is to be closed with this result. */
    void over(Answer result);

    /** The state may have changed. */
    void changed();

    /** Runs a task on the session's actor after a time. */
    void after(Duration delay, Runnable task);
  }

  private final SourceMachine machine = SourceMachine.standard();
  private final SessionParts parts;
  private final SourceEyes eyes;
  private final SourceHands hands;
  private final FirstError error;
  private final Owner owner;
  private final SwitchoverClock clock = new SwitchoverClock();
  private final FirstPass firstPass = new FirstPass();
  private final Deque<SourceEvent> inbox = new ArrayDeque<>();
  private volatile JobRecord record;
  private volatile SourceState state;
  private String unwritten = "";
  private boolean commitSent;
  private volatile boolean peerForgot;
  private long wordNanos = System.nanoTime();

  SourceDriver(
      SessionParts parts,
      JobRecord record,
      SourceEyes eyes,
      SourceHands hands,
      FirstError error,
      Owner owner) {
    this.parts = requireNonNull(parts, "parts is null");
    this.record = requireNonNull(record, "record is null");
    this.state = SourceState.recovered(Records.sourceState(record));
    this.eyes = requireNonNull(eyes, "eyes is null");
    this.hands = requireNonNull(hands, "hands is null");
    this.error = requireNonNull(error, "error is null");
    this.owner = requireNonNull(owner, "owner is null");
  }

  /** Returns the record as it was last written; any thread may ask. */
  JobRecord record() {
    return record;
  }

  /** Returns the machine's state; any thread may ask. */
  SourceState state() {
    return state;
  }

  /** Returns why the last word that could not be written was not; empty if all were. */
  String unwritten() {
    return unwritten;
  }

  SwitchoverClock clock() {
    return clock;
  }

  /** Returns whether the destination's last answer was that it does not know the migration. */
  boolean peerForgot() {
    return peerForgot;
  }

  /** Returns how long the word has been what it is, in nanoseconds, as far as this worker knows. */
  long wordAge() {
    return System.nanoTime() - wordNanos;
  }

  /** Writes a change of the record that is not the machine's. */
  void write(JobRecord next) {
    parts.store().write(next);
    record = next;
  }

  /** Looks at QEMU and tells the machine. */
  void look() {
    SourceView seen = eyes.look(record);
    feed(new SourceEvent.Observed(seen));
    if (record.transferStarted()) {
      eyes.lastInfo().ifPresent(clock::seen);
    }
    if (seen == SourceView.PRE_SWITCHOVER) {
      // At the latest now; after a restart nobody heard the event.
      arm();
      letGoIfNotArmed();
    }
  }

  /**
   * A guest that is stopped does not wait for a disk that refuses the word: no device state was
   * sent, so QEMU may give up at any time, and resumes the guest by itself.
   */
  private void letGoIfNotArmed() {
    if (state.word() == SourceWord.PERFORM && state.view() == SourceView.PRE_SWITCHOVER) {
      error.note(FailureCode.STORAGE_FAILED, unwritten);
      hands.carryOut(SourceEffect.CANCEL_MIGRATION, record, inbox::add);
      feed(new SourceEvent.Observed(eyes.look(record)));
    }
  }

  /** Looks and repeats whatever is not settled. */
  void tick() {
    look();
    if (eyes.hangsInDevice(SessionParts.CHANNEL_SILENT)) {
      if (state.word() == SourceWord.ARMED && state.view() == SourceView.UNKNOWN) {
        // QEMU holds its main loop while it is stuck in a send, and then answers nobody else.
        hands.carryOut(SourceEffect.YANK, record, inbox::add);
        look();
      }
      feed(SourceEvent.Signal.CHANNEL_SILENT);
    }
    feed(SourceEvent.Signal.TICK);
  }

  /** Feeds one event and everything that follows from it. */
  void feed(SourceEvent event) {
    inbox.add(event);
    if (inbox.size() > 1) {
      return;
    }
    try {
      while (!inbox.isEmpty()) {
        step(inbox.element());
        inbox.remove();
      }
    } finally {
      inbox.clear();
    }
    owner.changed();
  }

  private void step(SourceEvent event) {
    SourceStep step = machine.step(state, event);
    SourceWord next = step.state().word();
    if (next != state.word() && (next == SourceWord.FAILED || next == SourceWord.ASKING)) {
      eyes.explain(record, error);
    }
    if (step.write()) {
      try {
        write(Records.with(withCommit(step.state()), step.state(), error.reason()));
      } catch (DroverException e) {
        LOG.error("Domain {}: {}", record.name(), e.getMessage());
        unwritten = String.valueOf(e.getMessage());
        inbox.add(SourceEvent.Signal.WRITE_FAILED);
        return;
      }
    }
    SourceWord before = state.word();
    if (state.view() != step.state().view()) {
      LOG.debug("Domain {}: QEMU here is {}", record.name(), step.state().view());
    }
    state = step.state();
    try {
      if (before != state.word()) {
        wordNanos = System.nanoTime();
        // Whoever waits for the word need not wait for its effects.
        owner.changed();
      }
      carryOut(step.effects());
    } finally {
      // Not before the effects: a guest that stands still does not wait for a line in a log.
      if (before != state.word()) {
        LOG.info("Domain {}: source {} -> {} on {}", record.name(), before, state.word(), event);
      }
    }
  }

  private void carryOut(List<SourceEffect> effects) {
    for (SourceEffect effect : effects) {
      if (!carryOut(effect)) {
        return;
      }
    }
  }

  /** The bytes of COMMIT go to the disk with {@code armed}: a restart must repeat the very same. */
  private JobRecord withCommit(SourceState next) {
    return next.word() == SourceWord.ARMED && record.commit() == null
        ? record.withCommit(parts.cookies().commit(record, next.durable().guestPaused()))
        : record;
  }

  private boolean carryOut(SourceEffect effect) {
    switch (effect) {
      case SEND_COMMIT -> {
        byte[] cookie = requireNonNull(record.commit(), "armed without a cookie").bytes();
        owner.send(Frame.of(FrameKind.COMMIT, cookie));
        if (commitSent) {
          parts.observer().recovered(RecoveryAction.COMMIT_REPEATED);
        }
        commitSent = true;
        inbox.add(SourceEvent.Signal.COMMIT_SENT);
      }
      case SEND_CANCEL -> owner.send(Frames.cancel(false, error.reason()));
      case SEND_CANCEL_STATED_DEAD -> owner.send(Frames.cancel(true, error.reason()));
      case SEND_ACKNOWLEDGE -> owner.send(Frame.of(FrameKind.ACKNOWLEDGE));
      case REFUSE_ABORT -> owner.abortRefused();
      case CLOSE_RECORD -> {
        return close();
      }
      case CONT, STOP, KILL_QEMU, CANCEL_MIGRATION, YANK -> {
        if (!hands.carryOut(effect, record, inbox::add)) {
          return false;
        }
        inbox.add(new SourceEvent.Observed(eyes.look(record)));
      }
      case CONTINUE_MIGRATION,
          HAND_LEASE_OVER,
          TAKE_LEASE_BACK,
          RELEASE_LEASE,
          ALARM_RUNNING_WHILE_PERMITTED,
          ALARM_CONTRADICTION,
          ALARM_RECORD_LOST,
          ALARM_LEASE_LOST,
          ALARM_STORAGE -> {
        return hands.carryOut(effect, record, inbox::add);
      }
    }
    return true;
  }

  private boolean close() {
    try {
      owner.over(Records.result(state));
      return true;
    } catch (DroverException e) {
      LOG.error("Domain {}: the record stays open: {}", record.name(), e.getMessage());
      return false;
    }
  }

  /** QEMU said something. */
  void happened(QmpEvent event) {
    switch (event.name()) {
      case "STOP" -> clock.stopped(event.epochMicros());
      case "RESUME" -> {
        Long stood = clock.resumed(event.epochMicros());
        if (stood != null && record.transferStarted()) {
          parts.observer().blackout(Side.SOURCE, stood);
        }
        look();
      }
      case "MIGRATION_PASS" -> {
        // All of memory has been sent once: the next pass may be the last.
        if (event.data().path("pass").asLong() >= 2) {
          arm();
        }
      }
      case "MIGRATION" -> moved(MigrationStatus.parse(event.data().path("status").asText()));
      case "SHUTDOWN" -> look();
      default -> LOG.trace("Domain {}: {}", record.name(), event);
    }
  }

  private void moved(MigrationStatus status) {
    LOG.debug("Domain {}: MIGRATION {}", record.name(), status.text());
    if (status == MigrationStatus.ACTIVE) {
      approach();
    } else if (status == MigrationStatus.PRE_SWITCHOVER && state.word() == SourceWord.ARMED) {
      // The guest stands still, and QEMU itself refuses to go on if this is not so any more.
      feed(new SourceEvent.Observed(SourceView.PRE_SWITCHOVER));
    } else if (status == MigrationStatus.PRE_SWITCHOVER) {
      look();
    } else if (status == MigrationStatus.COMPLETED
        || status == MigrationStatus.FAILED
        || status == MigrationStatus.CANCELLED) {
      lookUntilSettled();
    }
  }

  /** The event may come before its effect: on QEMU 7.2, completed before postmigrate. */
  private void lookUntilSettled() {
    look();
    if (state.view() == SourceView.DEVICE) {
      owner.after(SETTLING, this::lookUntilSettled);
    }
  }

  /**
   * Arms shortly before the switchover, while the guest still runs: then no disk is waited for in
   * the blackout. Not much sooner, because an armed source whose QEMU dies has to ask the other
   * side. An idle guest has no second pass that one could hear of in time.
   */
  private void approach() {
    if (state.view() == SourceView.UNKNOWN) {
      // QEMU may be silent while it sets the transfer up.
      look();
    }
    boolean near = state.view() == SourceView.TRANSFERRING || state.view() == SourceView.UNKNOWN;
    if (state.word() != SourceWord.PERFORM || !near) {
      return;
    }
    Duration left =
        eyes.info()
            .map(info -> firstPass.left(info.ram().remainingBytes(), System.nanoTime()))
            .orElse(FirstPass.UNKNOWN);
    if (left.compareTo(FirstPass.NEAR) < 0) {
      arm();
    } else {
      owner.after(firstPass.pause(left), this::approach);
    }
  }

  private void arm() {
    if (state.word() == SourceWord.PERFORM) {
      feed(new SourceEvent.ArmRequested(eyes.guestPaused()));
    }
  }

  /**
   * The destination said something.
   *
   * @param micros when the frame was read
   */
  void heard(Frame frame, long micros) {
    peerForgot = frame.kind() == FrameKind.UNKNOWN;
    switch (frame.kind()) {
      case COMMITTED -> {
        clock.answered(micros);
        feed(new SourceEvent.Answered(Answer.COMMITTED));
      }
      case CANCELLED -> {
        error.noteDestination(new String(frame.body(), StandardCharsets.UTF_8));
        feed(new SourceEvent.Answered(Answer.CANCELLED));
      }
      case UNKNOWN -> feed(SourceEvent.Signal.ANSWERED_UNKNOWN);
      case CLOSED -> feed(SourceEvent.Signal.ANSWERED_CLOSED);
      case COMMIT, CANCEL, ACKNOWLEDGE, WAITING ->
          LOG.warn(
              "Domain {}: a source's word came from the destination: {}", record.name(), frame);
    }
  }
}
