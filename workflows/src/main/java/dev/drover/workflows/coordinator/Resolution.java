package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.EvidenceCall;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import io.temporal.failure.TemporalFailure;
import java.util.Locale;

/**
 * Brings a person's statement to a host, after making sure that the host it is about does not
 * answer: who answers decides itself.
 */
final class Resolution {
  private final Hosts hosts;
  private final MigrationState state;
  private final String migrationId;
  private final String domain;

  private Resolution(Hosts hosts, MigrationState state, String migrationId, String domain) {
    this.hosts = requireNonNull(hosts, "hosts is null");
    this.state = requireNonNull(state, "state is null");
    this.migrationId = requireNonNull(migrationId, "migrationId is null");
    this.domain = requireNonNull(domain, "domain is null");
  }

  /** Prepares a resolution of one move. */
  static Resolution of(Hosts hosts, MigrationState state, String migrationId, String domain) {
    return new Resolution(hosts, state, migrationId, domain);
  }

  /**
   * Asks the host that is stated dead, then lets the other one act.
   *
   * @throws DroverException why the statement is not taken, or WORKER_UNREACHABLE
   */
  ResolveResult resolve(Statement statement) {
    refuseOfLiving(statement.about());
    Side actor = statement.actor();
    try {
      return hosts
          .resolve(actor, statement)
          .resolve(new ResolveCall(migrationId, domain, statement));
    } catch (TemporalFailure failure) {
      throw FailedCalls.error(failure, "resolve", state.hostName(actor), Hosts.RESOLVE_TAKEN);
    }
  }

  private void refuseOfLiving(Side stated) {
    Evidence evidence;
    try {
      evidence = hosts.evidence(stated).evidence(new EvidenceCall(migrationId, domain, stated));
    } catch (TemporalFailure silent) {
      return;
    }
    boolean forgotten =
        stated == Side.DESTINATION
            && evidence.word().equals(Evidence.NO_RECORD)
            && evidence.qemu().equals(Evidence.NO_QEMU);
    if (!forgotten) {
      throw new DroverException(
          FailureCode.STATEMENT_REFUSED,
          "Host %s, the %s, is not dead: its worker answers (word %s, QEMU %s)."
              .formatted(
                  state.hostName(stated),
                  stated.name().toLowerCase(Locale.ROOT),
                  evidence.word(),
                  evidence.qemu()));
    }
  }
}
