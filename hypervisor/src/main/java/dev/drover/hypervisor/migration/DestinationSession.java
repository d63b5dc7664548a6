package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.hypervisor.peer.PeerListener;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.DestinationEvent;
import dev.drover.protocol.switchover.DestinationView;
import dev.drover.protocol.switchover.DestinationWord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The destination's side of one migration, from prepare until its record is closed: what callers,
 * QEMU and the link say goes to one serial actor. Thread-safe.
 */
final class DestinationSession implements AutoCloseable, PeerListener {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationSession.class);

  private final SerialActor actor;
  private final DestinationEyes eyes;
  private final DestinationDriver driver;
  private final QmpListener monitorEvents;
  private final Doorbell doorbell;
  private final CompletableFuture<DestinationWord> decided = new CompletableFuture<>();
  private final BiConsumer<DestinationSession, Answer> closer;
  private final HostIdentity host;
  private final DestinationStatements statements;
  private final MoveTally tally;
  private volatile @Nullable PeerLink link;
  private volatile String linkEnd = "the source has not come to this worker";

  /**
   * @param domain the QEMU that waits or runs; null if none was started
   * @param host this one, in its present boot
   * @param closer closes the record with the given result, once nobody will ask any more; called
   *     again if it throws
   */
  DestinationSession(
      SessionParts parts,
      JobRecord record,
      @Nullable RunningDomain domain,
      HostIdentity host,
      BiConsumer<DestinationSession, Answer> closer) {
    this.closer = requireNonNull(closer, "closer is null");
    requireNonNull(parts, "parts is null");
    this.host = requireNonNull(host, "host is null");
    actor = new SerialActor("incoming migration of domain " + record.name());
    eyes =
        new DestinationEyes(
            domain,
            parts.running().isHeld(record.domain()),
            () -> parts.locks(record).neverTook(record.domain(), record.migrationId()));
    if (record.debt()) {
      boolean committed = record.word().equals(DestinationWord.COMMITTED.wireName());
      eyes.shut(committed ? DestinationView.RUNNING : DestinationView.DEAD_NEVER_RAN);
    }
    driver = new DestinationDriver(parts, record, eyes, new DriversOwner());
    statements = new DestinationStatements(host, parts, driver);
    tally = new MoveTally(parts.observer(), record);
    doorbell = new Doorbell(parts, record, this);
    monitorEvents = new MonitorEvents(actor, this::happened, driver::look);
    if (domain != null) {
      domain.listen(monitorEvents);
    }
    actor.every(SessionParts.TICK, this::tick);
  }

  /** Returns the record as it was last written. */
  JobRecord record() {
    return driver.record();
  }

  /** Returns the destination's word. */
  DestinationWord word() {
    return driver.state().word();
  }

  /** Returns the decision, once it is made. */
  CompletableFuture<DestinationWord> decided() {
    return decided;
  }

  /**
   * A QEMU was started for this migration and waits at the given address; the record says so first.
   */
  void started(RunningDomain domain) {
    domain.listen(monitorEvents);
    actor.ask(
        SessionParts.CALL,
        () -> {
          eyes.started(domain);
          driver.expect(domain.definition());
          driver.look();
          return true;
        });
  }

  /** Writes where the QEMU waits. */
  void listening(String dataUri) {
    actor.ask(
        SessionParts.CALL,
        () -> {
          JobRecord record = driver.record();
          driver.write(record.withTransfer(record.phase(), record.peerAddress(), dataUri, false));
          return true;
        });
  }

  /** The workflow says that the source permitted. */
  void commit(Cookie cookie) {
    actor.tell(() -> driver.commitHeard(cookie));
  }

  /** The workflow says that nothing will be handed over. */
  void cancel(String why) {
    actor.tell(
        () -> {
          driver.look();
          driver.because(why);
          driver.feed(DestinationEvent.Signal.CANCEL_HEARD);
        });
  }

  /** Prepare has failed: nothing was handed over, and nothing will be. */
  void undo(DroverException failure) {
    actor.tell(
        () -> {
          driver.look();
          driver.because(failure.code(), failure.getMessage());
          driver.feed(DestinationEvent.Signal.CANCEL_HEARD);
        });
  }

  /** The workflow says that the source has the final answer on its disk. */
  void acknowledged() {
    actor.tell(() -> driver.feed(DestinationEvent.Signal.ACKNOWLEDGED));
  }

  /**
   * Takes a person's statement that the source is dead.
   *
   * @throws DroverException STATEMENT_REFUSED, DOMAIN_LEASED
   */
  void state(Statement statement) {
    actor.ask(
        SessionParts.CALL,
        () -> {
          statements.take(statement, link);
          return true;
        });
  }

  /** Returns what this side knows and can prove; asks nobody. */
  Evidence evidence(Witness witness) {
    PeerLink present = link;
    return witness.of(
        record(),
        driver.state().view().name(),
        eyes.domain(),
        new Witness.Heard(
            present == null ? null : System.currentTimeMillis() - present.silence().toMillis(),
            present != null && present.isOpen() ? null : linkEnd,
            false));
  }

  /**
   * Lets the domain go, if the guest's place is settled: the record becomes a debt.
   *
   * @param letGo does to the domain what closing the record would have done
   * @return the record; empty if it still holds the domain
   */
  Optional<JobRecord> setAside(Consumer<Answer> letGo) {
    return actor.ask(
        SessionParts.CALL,
        () -> {
          driver.look();
          if (!driver.state().letsGo()) {
            return Optional.empty();
          }
          letGo.accept(Records.result(driver.state()));
          driver.write(record().asDebt());
          return Optional.of(record());
        });
  }

  /** Waits for a future of this session. */
  <T> T await(CompletableFuture<T> future, Duration patience) {
    return actor.await(future, patience);
  }

  /** Looks at QEMU once and acts on it: the first thing after a worker's restart. */
  void recover() {
    actor.ask(
        SessionParts.CALL,
        () -> {
          tick();
          return true;
        });
  }

  /** The source has opened a link. */
  void linked(PeerLink from) {
    link = from;
    doorbell.linked(from);
  }

  /** Another migration of the domain comes: nobody may have told the source of this one. */
  void superseded() {
    actor.tell(
        () -> {
          doorbell.nobodyCalls();
          tick();
        });
  }

  @Override
  public void received(PeerLink from, Frame frame) {
    actor.tell(
        () -> {
          link = from;
          heard(frame);
        });
  }

  @Override
  public void closed(PeerLink from, String reason) {
    LOG.info("Domain {}: the peer link closed: {}", record().name(), reason);
    linkEnd = reason;
  }

  /**
   * Stops acting; the record and QEMU stay as they are. The link is the source's to close: CLOSED
   * may be on its way, and later questions are answered without a session.
   */
  @Override
  public void close() {
    actor.close();
    doorbell.close();
    eyes.domain().ifPresent(domain -> domain.unlisten(monitorEvents));
    decided.completeExceptionally(actor.ended());
  }

  private void tick() {
    driver.tick();
    if (word() == DestinationWord.UNDECIDED) {
      doorbell.ringIfUncalled();
    }
    statements.settled();
  }

  private void happened(QmpEvent event) {
    switch (event.name()) {
      case "MIGRATION", "RESUME", "STOP", "SHUTDOWN" -> driver.look();
      default -> LOG.trace("Domain {}: {}", record().name(), event);
    }
  }

  private void heard(Frame frame) {
    switch (frame.kind()) {
      case COMMIT -> driver.commitHeard(Cookie.of(frame.body()));
      case CANCEL -> {
        driver.look();
        driver.because(Frames.reason(frame));
        driver.feed(
            Frames.statedDead(frame) && !host.bootId().equals(record().bootId())
                ? DestinationEvent.Signal.CANCEL_HEARD_AFTER_REBOOT
                : DestinationEvent.Signal.CANCEL_HEARD);
      }
      case ACKNOWLEDGE -> driver.feed(DestinationEvent.Signal.ACKNOWLEDGED);
      case COMMITTED, CANCELLED, UNKNOWN, CLOSED, WAITING ->
          LOG.warn(
              "Domain {}: a destination's word came from the source: {}", record().name(), frame);
    }
  }

  /** What the driver needs of its session. */
  private final class DriversOwner implements DestinationDriver.Owner {
    @Override
    public void say(Frame frame) {
      PeerLink present = link;
      if (present != null) {
        present.send(frame);
      }
    }

    @Override
    public void over() {
      // Closing ends the actor, and whoever waits has to have been told before.
      changed();
      closer.accept(DestinationSession.this, Records.result(driver.state()));
    }

    @Override
    public void changed() {
      DestinationWord word = driver.state().word();
      if (word.isFinal()) {
        decided.complete(word);
      }
      tally.destination(word, record(), driver.failure());
    }
  }
}
