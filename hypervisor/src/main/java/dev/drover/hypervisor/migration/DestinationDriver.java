package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.switchover.DestinationEffect;
import dev.drover.protocol.switchover.DestinationEvent;
import dev.drover.protocol.switchover.DestinationMachine;
import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.DestinationStep;
import dev.drover.protocol.switchover.DestinationView;
import dev.drover.protocol.switchover.DestinationWord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the destination's machine and carries out what it says: the word first, then the effects.
 * Runs on the session's actor only. Inside the blackout stand the write of {@code starting}, the
 * lease, and {@code cont}.
 */
final class DestinationDriver {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationDriver.class);

  /** What the session does for its driver. */
  interface Owner {
    /** Answers on the link from which the source spoke last, if it is still open. */
    void say(Frame frame);

    /** The machine is over; the record is to be closed. */
    void over();

    /** The state may have changed. */
    void changed();
  }

  private final DestinationMachine machine = DestinationMachine.standard();
  private final SessionParts parts;
  private final DestinationEyes eyes;
  private final Owner owner;
  private final Deque<DestinationEvent> inbox = new ArrayDeque<>();
  private volatile JobRecord record;
  private volatile DestinationState state;
  private @Nullable Cookie commit;
  private Cookies.@Nullable Expected expected;
  private Cookies.@Nullable Terms terms;
  private final FirstError error = new FirstError();

  DestinationDriver(SessionParts parts, JobRecord record, DestinationEyes eyes, Owner owner) {
    this.parts = requireNonNull(parts, "parts is null");
    this.record = requireNonNull(record, "record is null");
    this.state = DestinationState.recovered(Records.destinationState(record));
    this.eyes = requireNonNull(eyes, "eyes is null");
    this.owner = requireNonNull(owner, "owner is null");
    this.commit = record.commit();
    error.note(record.reason());
  }

  /** Returns the record as it was last written; any thread may ask. */
  JobRecord record() {
    return record;
  }

  /** Returns the machine's state; any thread may ask. */
  DestinationState state() {
    return state;
  }

  /** Writes a change of the record that is not the machine's. */
  void write(JobRecord next) {
    parts.store().write(next);
    record = next;
  }

  /** COMMIT will most likely bring the definition with which the waiting QEMU was started. */
  void expect(DomainDefinition definition) {
    expected = Cookies.Expected.of(definition);
  }

  /** Looks at QEMU and tells the machine. */
  void look() {
    feed(new DestinationEvent.Observed(see()));
  }

  /** A QEMU that ends by itself says why, and nobody else knows (A12). */
  private DestinationView see() {
    DestinationView seen = eyes.look();
    if (seen.isGone() && !state.view().isGone()) {
      eyes.domain().flatMap(DestinationDriver::ownEnd).ifPresent(error::note);
    }
    return seen;
  }

  private static Optional<String> ownEnd(RunningDomain qemu) {
    return qemu.endedOnRequest()
        ? Optional.empty()
        : qemu.lastWords().map(words -> "its QEMU ended by itself: " + words);
  }

  /** Looks and repeats whatever is not settled. */
  void tick() {
    look();
    feed(DestinationEvent.Signal.TICK);
  }

  /** Notes why the source gives the migration up; the first reason is kept. */
  void because(@Nullable String why) {
    error.note(why);
  }

  /** Notes what failed here; the first reason is kept. */
  void because(FailureCode code, String why) {
    error.note(code, why);
  }

  /** Returns what failed here; null if nothing did. */
  @Nullable FailureCode failure() {
    return error.code();
  }

  /** COMMIT came, on the link or with the workflow's finish. */
  void commitHeard(Cookie cookie) {
    try {
      if (commit == null) {
        terms = parts.cookies().terms(cookie, record, expected);
        commit = cookie;
      }
    } catch (DroverException e) {
      LOG.error(
          "Domain {}: a COMMIT that cannot be read counts as lost: {}",
          record.name(),
          e.getMessage());
      return;
    }
    eyes.commitHeard();
    if (state.view() != DestinationView.LOADED) {
      look();
    }
    feed(new DestinationEvent.CommitHeard(terms().guestPaused()));
  }

  /** What COMMIT says; read again after a restart. */
  private Cookies.Terms terms() {
    Cookies.Terms known = terms;
    if (known == null) {
      known =
          parts.cookies().terms(requireNonNull(commit, "no COMMIT was heard"), record, expected);
      terms = known;
    }
    return known;
  }

  /** Feeds one event and everything that follows from it. */
  void feed(DestinationEvent event) {
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

  private void step(DestinationEvent event) {
    DestinationStep step = machine.step(state, event);
    if (step.write()) {
      try {
        write(Records.with(withCommit(step.state()), step.state(), error.reason()));
      } catch (DroverException e) {
        LOG.error("Domain {}: {}", record.name(), e.getMessage());
        inbox.add(DestinationEvent.Signal.WRITE_FAILED);
        return;
      }
    }
    DestinationWord before = state.word();
    state = step.state();
    try {
      carryOut(step.effects());
    } finally {
      // Not before the effects: a guest that stands still does not wait for a line in a log.
      if (before != state.word()) {
        LOG.info(
            "Domain {}: destination {} -> {} on {}", record.name(), before, state.word(), event);
      }
    }
  }

  private void carryOut(List<DestinationEffect> effects) {
    for (DestinationEffect effect : effects) {
      if (!carryOut(effect)) {
        return;
      }
    }
  }

  /**
   * COMMIT goes to the disk with {@code starting}: it brings the definition, which must not be
   * lost.
   */
  private JobRecord withCommit(DestinationState next) {
    Cookie heard = commit;
    // If it is what does not fit on the disk, cancelled has to fit without it.
    boolean needed = next.word() == DestinationWord.STARTING && record.commit() == null;
    return needed && heard != null ? record.withCommit(heard) : record;
  }

  private boolean carryOut(DestinationEffect effect) {
    try {
      at(effect);
      return true;
    } catch (QmpException.Refused e) {
      LOG.warn("Domain {}: {} was refused: {}", record.name(), effect, e.getMessage());
      if (effect != DestinationEffect.CONT) {
        return false;
      }
      because(FailureCode.QEMU_ERROR, "QEMU refused to run the guest: " + e.description());
      inbox.add(DestinationEvent.Signal.CONT_REFUSED);
      return true;
    } catch (QmpException | DroverException e) {
      LOG.warn("Domain {}: {} failed: {}", record.name(), effect, e.getMessage());
      return false;
    }
  }

  private void at(DestinationEffect effect) {
    switch (effect) {
      case SAVE_DEFINITION -> saveDefinition();
      case TAKE_LEASE -> {
        boolean taken = parts.locks(record).take(record.domain(), record.migrationId());
        if (!taken) {
          because(
              FailureCode.DOMAIN_ON_TWO_HOSTS, "Another host has the lease of " + record.name());
        }
        inbox.add(
            taken ? DestinationEvent.Signal.LEASE_TAKEN : DestinationEvent.Signal.LEASE_REFUSED);
      }
      case CONT -> {
        present().commands().cont();
        inbox.add(new DestinationEvent.Observed(see()));
      }
      case YANK -> {
        present().emergency().yankMigration();
        parts.observer().recovered(RecoveryAction.CHANNEL_CUT);
        inbox.add(new DestinationEvent.Observed(see()));
      }
      case KILL_QEMU -> {
        eyes.domain().ifPresent(RunningDomain::kill);
        inbox.add(new DestinationEvent.Observed(see()));
      }
      case RELEASE_LEASE -> {
        // What a debt is about is no lease any more: it may be another migration's.
        if (!record.debt()) {
          releaseLease();
        }
      }
      case SAY_COMMITTED -> owner.say(Frame.of(FrameKind.COMMITTED));
      case SAY_CANCELLED ->
          owner.say(
              Frame.of(
                  FrameKind.CANCELLED,
                  Objects.requireNonNullElse(error.reason(), "").getBytes(StandardCharsets.UTF_8)));
      case SAY_UNKNOWN -> owner.say(Frame.of(FrameKind.UNKNOWN));
      case SAY_CLOSED -> owner.say(Frame.of(FrameKind.CLOSED));
      case WRITE_TOMBSTONE ->
          throw new IllegalStateException("a record that is open gets no tombstone");
      case ALARM_RUNNING_UNASKED ->
          alarm(Alarm.RUNNING_UNASKED, "a guest runs here that nobody handed over");
      case ALARM_STORAGE ->
          alarm(Alarm.STORAGE, "its job record cannot be written; nothing further is decided");
      case CLOSE_RECORD -> owner.over();
    }
  }

  private void releaseLease() {
    parts.locks(record).giveBack(record.domain(), record.migrationId(), record.peerHost());
  }

  private void saveDefinition() {
    try {
      if (commit == null) {
        // A person's statement came instead of COMMIT: kept is what the loaded copy was made from.
        parts.definitions().save(present().definition());
      } else {
        terms().persistentDefinition().ifPresent(parts.definitions()::save);
      }
      inbox.add(DestinationEvent.Signal.DEFINITION_SAVED);
    } catch (DroverException e) {
      because(e.code(), e.getMessage());
      inbox.add(DestinationEvent.Signal.DEFINITION_REFUSED);
    }
  }

  private RunningDomain present() {
    return eyes.domain()
        .orElseThrow(
            () ->
                new DroverException(
                    FailureCode.DOMAIN_NOT_RUNNING, "No QEMU waits here for " + record.name()));
  }

  private void alarm(Alarm alarm, String what) {
    parts.observer().alarmed(alarm);
    LOG.error(
        "ALARM: domain {} ({}), migration {}: {}",
        record.name(),
        record.domain(),
        record.migrationId(),
        what);
  }
}
