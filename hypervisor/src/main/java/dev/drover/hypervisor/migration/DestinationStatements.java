package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.switchover.DestinationEvent;
import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.DestinationView;
import dev.drover.protocol.switchover.DestinationWord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a person's statement that the source is dead, where nothing better decides. Used by the
 * session's actor only.
 */
final class DestinationStatements {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationStatements.class);

  private final HostIdentity host;
  private final SessionParts parts;
  private final DestinationDriver driver;

  DestinationStatements(HostIdentity host, SessionParts parts, DestinationDriver driver) {
    this.host = requireNonNull(host, "host is null");
    this.parts = requireNonNull(parts, "parts is null");
    this.driver = requireNonNull(driver, "driver is null");
  }

  /**
   * Writes the statement down and acts on it.
   *
   * @param link the one on which the source spoke last; null if it never spoke to this worker
   * @throws DroverException STATEMENT_REFUSED if it is not one to be taken now; DOMAIN_LEASED if
   *     the source owns the domain's lease
   */
  void take(Statement statement, @Nullable PeerLink link) {
    driver.look();
    refuse(driver.state(), statement, link);
    boolean open = !driver.state().word().isFinal();
    driver.write(driver.record().withStatement(statement));
    if (open && record().leased()) {
      takeLease(statement);
    }
    // The line by which a worker's log says who decided; alerts and auditors look for AUDIT.
    LOG.warn(
        "AUDIT: domain {} ({}), migration {}, destination {}: {}",
        record().name(),
        record().domain(),
        record().migrationId(),
        record().word(),
        statement.sentence());
    if (open && !statement.sourceDidNotRunOn()) {
      driver.because(
          FailureCode.GUEST_LOST,
          "The loaded copy of domain %s was ended on host %s, where it may be booted afresh: %s"
              .formatted(record().name(), host.name(), statement.sentence()));
    }
    driver.feed(event(statement));
    settled();
  }

  private static DestinationEvent event(Statement statement) {
    return statement.sourceDidNotRunOn()
        ? DestinationEvent.Signal.SOURCE_STATED_DEAD_AND_STILL
        : DestinationEvent.Signal.SOURCE_STATED_DEAD;
  }

  /** A guest that came by a statement has a source that will not acknowledge it. */
  void settled() {
    Statement statement = record().statement();
    if (statement != null
        && statement.sourceDidNotRunOn()
        && driver.state().word() == DestinationWord.COMMITTED) {
      driver.feed(event(statement));
    }
  }

  private JobRecord record() {
    return driver.record();
  }

  private void refuse(DestinationState state, Statement statement, @Nullable PeerLink link) {
    if (link != null && link.isOpen() && link.silence().compareTo(SessionParts.LINK_DEAD) < 0) {
      throw refused("the source's worker is heard over the peer link, and decides itself");
    }
    switch (state.word()) {
      case COMMITTED -> {}
      case CANCELLED -> throw refused("this side has cancelled for good, and its copy is ended");
      case STARTING -> throw refused("COMMIT was heard, and this side decides by itself");
      case UNDECIDED -> {
        refuse(state.view(), statement);
        refuseLease();
      }
    }
  }

  private void refuse(DestinationView view, Statement statement) {
    if (statement.sourceDidNotRunOn() && view != DestinationView.LOADED) {
      throw refused(
          "no whole copy is loaded here that could be started; that the source is dead, alone,"
              + " lets the guest be booted afresh");
    }
    if (view == DestinationView.RUNNING) {
      throw refused("a guest runs here that nobody handed over; look at it first");
    }
    if (view == DestinationView.NONE && parts.definitions().find(record().domain()).isEmpty()) {
      throw refused("this host has no definition of it that could be booted");
    }
  }

  private void refuseLease() {
    if (!record().leased()) {
      return;
    }
    Lease lease =
        parts
            .locks(record())
            .find(record().domain())
            .orElseThrow(() -> refused("the lockspace has no lease of it"));
    if (!lease.owner().equals(host.id())
        && !(host.id().equals(lease.heir())
            && record().migrationId().equals(lease.migrationId()))) {
      throw leased(lease.sentence());
    }
  }

  /** The heir may have it at any time, and then nobody else can. */
  private void takeLease(Statement statement) {
    if (!statement.sourceDidNotRunOn()
        && !parts.locks(record()).take(record().domain(), record().migrationId())) {
      throw leased("another host was faster");
    }
  }

  private DroverException leased(String why) {
    return new DroverException(
        FailureCode.DOMAIN_LEASED,
        "No statement gives host %s the guest %s: of its lease, %s."
            .formatted(host.name(), record().name(), why));
  }

  private DroverException refused(String why) {
    return new DroverException(
        FailureCode.STATEMENT_REFUSED,
        "Of domain %s (word %s) it cannot be stated that the source is dead: %s."
            .formatted(record().name(), record().word(), why));
  }
}
