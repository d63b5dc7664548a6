package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.MigrateInfo;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.protocol.Phase;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.SourceEvent;
import dev.drover.protocol.switchover.SourceView;
import dev.drover.protocol.switchover.SourceWord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source's side of one migration, from begin until its record is closed: what callers, QEMU and
 * the link say goes to one serial actor. Thread-safe.
 */
final class SourceSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceSession.class);

  private final SerialActor actor;
  private final @Nullable RunningDomain domain;
  private final SourceEyes eyes;
  private final SourceHands hands;
  private final FirstError error = new FirstError();
  private final SourceDriver driver;
  private final QmpListener monitorEvents;
  private final SourceAnswers answers;
  private final BiConsumer<SourceSession, Answer> closer;
  private final SourceLink link;
  private final SourceWatch watch;
  private final SourceStatements statements;
  private final MoveTally tally;
  private volatile Progress progress = Progress.NONE;
  private volatile String peerName;
  private boolean abortRefused;

  /**
   * @param domain its QEMU; null if this worker looked for it and found none
   * @param closer closes the record with the given result, once nobody will ask any more; called
   *     again if it throws
   */
  SourceSession(
      SessionParts parts,
      JobRecord record,
      @Nullable RunningDomain domain,
      BiConsumer<SourceSession, Answer> closer) {
    requireNonNull(parts, "parts is null");
    peerName = record.peerHost();
    this.closer = requireNonNull(closer, "closer is null");
    this.domain = domain;
    actor = new SerialActor("outgoing migration of domain " + record.name());
    link = new SourceLink(parts, record, new LinkWords(actor, this::heard, this::linkEnded));
    eyes =
        record.debt()
            ? SourceEyes.shut()
            : new SourceEyes(domain, parts.running().isHeld(record.domain()));
    hands = new SourceHands(parts, domain);
    error.note(record.reason());
    driver = new SourceDriver(parts, record, eyes, hands, error, new DriversOwner());
    answers = new SourceAnswers(driver, link, error);
    watch = new SourceWatch(driver, link, error, () -> actor.tell(this::tick));
    statements = new SourceStatements(driver, link, error);
    tally = new MoveTally(parts.observer(), record);
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

  /** Returns the source's word. */
  SourceWord word() {
    return driver.state().word();
  }

  /** Returns what the transfer has cost until now. */
  Statistics statistics() {
    return driver.clock().statistics();
  }

  /** Returns what fails and is tried again and again; empty if nothing does. */
  Optional<String> trouble() {
    return hands.trouble();
  }

  /** Returns how far the transfer is; never asks QEMU. */
  Progress progress() {
    return progress;
  }

  /** Returns the source's own word on the transfer, once there is one. */
  CompletableFuture<PerformResult> performed() {
    return answers.performed();
  }

  /** Returns the source's final word on the transfer, once QEMU was seen to follow it. */
  CompletableFuture<PerformResult> performedForGood() {
    return answers.performedForGood();
  }

  /** Returns the final word, once QEMU was seen to follow it. */
  CompletableFuture<SourceWord> settled() {
    return answers.settled();
  }

  /**
   * Opens the link and starts the transfer, unless it was started before.
   *
   * @param hostName what people call the destination
   * @throws DroverException if the destination cannot be reached, or QEMU refuses
   */
  void start(PerformCall call, String hostName) {
    peerName = hostName;
    actor.tell(
        () -> {
          driver.look();
          if (mayStart()) {
            hands.tryReadyTransfer(call.options());
          }
        });
    link.connect(call.peerAddress());
    actor.ask(
        SessionParts.CALL,
        () -> {
          watch.called();
          watch.linkState(peerName);
          driver.look();
          if (mayStart()) {
            driver.write(
                record().withTransfer(Phase.PERFORM3, call.peerAddress(), call.dataUri(), true));
            hands.startTransfer(call.dataUri(), call.options());
            LOG.info("Domain {}: sending to {}", record().name(), call.dataUri());
            driver.look();
          }
          return true;
        });
  }

  /** A worker that died between its record and QEMU's command left a QEMU that knows of nothing. */
  boolean mayStart() {
    return word() == SourceWord.PERFORM
        && (!record().transferStarted() || driver.state().view() == SourceView.IDLE);
  }

  /** Reads the transfer's numbers from QEMU, unless the guest is being handed over. */
  void refreshProgress() {
    actor.tell(
        () -> {
          watch.called();
          if (word() == SourceWord.PERFORM) {
            eyes.info().ifPresent(this::sent);
          }
        });
  }

  /**
   * Gives the transfer up. Returns when the machine has taken it in.
   *
   * @param code what perform will say the failure was
   * @throws DroverException POINT_OF_NO_RETURN if the guest may be handed over already
   */
  void abort(FailureCode code, String why) {
    boolean taken =
        actor.ask(
            SessionParts.CALL,
            () -> {
              watch.called();
              driver.look();
              if (word() == SourceWord.PERFORM || word() == SourceWord.ARMED) {
                error.note(code, why);
              }
              abortRefused = false;
              driver.feed(SourceEvent.Signal.ABORT_REQUESTED);
              if (word() == SourceWord.PERFORM) {
                throw new DroverException(
                    FailureCode.STORAGE_FAILED,
                    "The migration of domain "
                        + record().name()
                        + " goes on: "
                        + driver.unwritten());
              }
              return !abortRefused && word() != SourceWord.PERMITTED && word() != SourceWord.ENDED;
            });
    if (!taken) {
      throw new DroverException(
          FailureCode.POINT_OF_NO_RETURN,
          "The guest %s is being handed over to host %s and can only arrive now"
              .formatted(record().name(), peerName));
    }
  }

  /** Ends the guest, as soon as the word allows it. */
  void destroy() {
    actor.ask(
        SessionParts.CALL,
        () -> {
          error.note(
              FailureCode.OPERATION_ABORTED,
              "Domain " + record().name() + " was destroyed during its migration");
          driver.feed(SourceEvent.Signal.DESTROY_REQUESTED);
          return true;
        });
  }

  /** The destination waits, and says where: a workflow that is gone has told nobody. */
  void waitsAt(String address) {
    actor.tell(
        () -> {
          if (!link.isKnown()) {
            driver.write(record().withPeer(address));
            link.know(address);
          }
        });
  }

  /** Another migration of the domain begins: nobody will call for this one any more. */
  void superseded() {
    actor.tell(
        () -> {
          watch.nobodyCalls();
          tick();
        });
  }

  /** Brings the destination's answer by the workflow's road. */
  void answered(Answer answer) {
    actor.tell(
        () -> {
          watch.called();
          driver.feed(new SourceEvent.Answered(answer));
        });
  }

  /** Brings by the workflow's road that the destination will never ask about this migration. */
  void answeredClosed() {
    actor.tell(() -> driver.feed(SourceEvent.Signal.ANSWERED_CLOSED));
  }

  /**
   * Takes a person's statement that the destination is dead.
   *
   * @throws DroverException STATEMENT_REFUSED
   */
  void state(Statement statement) {
    actor.ask(
        SessionParts.CALL,
        () -> {
          statements.take(statement);
          return true;
        });
  }

  /** Returns what this side knows and can prove; asks nobody. */
  Evidence evidence(Witness witness) {
    return witness.of(
        record(),
        driver.state().view().name(),
        eyes.domain(),
        new Witness.Heard(
            link.heardAtMillis(),
            link.isDead() || !link.isKnown() ? link.lastFailure() : null,
            driver.peerForgot()));
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

  /** Stops acting; the record, QEMU and the transfer stay as they are. */
  @Override
  public void close() {
    actor.close();
    link.close();
    if (domain != null) {
      domain.unlisten(monitorEvents);
    }
    answers.end(actor.ended());
  }

  private void tick() {
    watch.tick(peerName);
    driver.tick();
    if (record().transferStarted() && !word().isFinal()) {
      eyes.lastInfo().ifPresent(this::sent);
    }
  }

  private void sent(MigrateInfo info) {
    driver.clock().seen(info);
    progress = SwitchoverClock.progress(info);
    tally.sent(info.ram().transferredBytes());
  }

  private void happened(QmpEvent event) {
    if ("MIGRATION".equals(event.name())) {
      watch.linkState(peerName);
    }
    driver.happened(event);
  }

  private void heard(Frame frame, long micros) {
    driver.heard(frame, micros);
  }

  private void linkEnded(String reason) {
    LOG.info("Domain {}: the peer link closed: {}", record().name(), reason);
    link.ended(reason);
    watch.linkState(peerName);
  }

  /** What the driver needs of its session. */
  private final class DriversOwner implements SourceDriver.Owner {
    @Override
    public void send(Frame frame) {
      link.send(frame);
    }

    @Override
    public void abortRefused() {
      abortRefused = true;
    }

    @Override
    public void over(Answer result) {
      // Closing ends the actor, and whoever waits has to have been told before.
      changed();
      closer.accept(SourceSession.this, result);
    }

    @Override
    public void changed() {
      answers.tell();
      tally.source(word(), record(), error, driver.clock()::statistics);
    }

    @Override
    public void after(Duration delay, Runnable task) {
      actor.after(delay, task);
    }
  }
}
