package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.DomainXml;
import dev.drover.hypervisor.domain.MoveChecks;
import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.qemu.QemuBinary;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.protocol.Side;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.protocol.message.ResolveCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What begin and prepare refuse, before they have any effect. */
final class Checks {
  private final HostIdentity host;
  private final SessionParts parts;

  Checks(HostIdentity host, SessionParts parts) {
    this.host = requireNonNull(host, "host is null");
    this.parts = requireNonNull(parts, "parts is null");
  }

  /** Refuses an id that is over: a late call must not start anything. */
  void notClosed(String migrationId, Side side, String domain) {
    Optional<ClosedJob> closed = parts.store().closed(migrationId, side);
    if (closed.isPresent()) {
      throw new DroverException(
          FailureCode.STALE_MIGRATION,
          // The answer that said why may have been lost with its worker.
          "Migration %s of domain %s is over on host %s (%s)%s"
              .formatted(
                  migrationId,
                  domain,
                  host.name(),
                  closed.get().result(),
                  closed.get().reason() == null ? "" : ": " + closed.get().reason()));
    }
  }

  /** Returns the domain that begin is about, if it may leave. */
  RunningDomain mayLeave(BeginCall call, HostIdentity here) {
    if (call.destination().equals(here.id())) {
      throw new DroverException(
          FailureCode.SAME_HOST,
          "Domain %s is to go from host %s to host %s, which is the same one"
              .formatted(call.domain(), here.name(), here.name()));
    }
    RunningDomain domain = running(call.domain());
    DomainDefinition definition = domain.definition();
    try {
      MoveChecks.memory(definition, domain.queries().queryVersion(), host.name());
      List<String> blockers = domain.queries().queryMigrate().blockedReasons();
      if (!blockers.isEmpty()) {
        throw new DroverException(
            FailureCode.QEMU_ERROR,
            "Domain %s cannot leave host %s, its QEMU says: %s"
                .formatted(definition.name(), host.name(), String.join("; ", blockers)));
      }
    } catch (QmpException e) {
      throw new DroverException(
          FailureCode.QEMU_UNRESPONSIVE,
          "The QEMU of domain %s on host %s does not answer: %s"
              .formatted(definition.name(), host.name(), e.getMessage()),
          e);
    }
    return domain;
  }

  private RunningDomain running(String uuid) {
    Optional<RunningDomain> domain = parts.running().find(uuid).filter(RunningDomain::isAlive);
    if (domain.isPresent()) {
      return domain.get();
    }
    Optional<DomainDefinition> defined = parts.definitions().find(uuid);
    if (defined.isPresent()) {
      throw new DroverException(
          FailureCode.DOMAIN_NOT_RUNNING,
          "Domain %s is defined on host %s but does not run there"
              .formatted(defined.get().name(), host.name()));
    }
    throw new DroverException(
        FailureCode.UNKNOWN_DOMAIN, "Host %s has no domain %s".formatted(host.name(), uuid));
  }

  /** Returns the definition that prepare brings, if it may arrive here. */
  DomainDefinition mayArrive(PrepareCall call, Cookies cookies) {
    DomainDefinition definition =
        DomainXml.read(call.definition().getBytes(StandardCharsets.UTF_8));
    cookies.checkLockspace(
        cookies.check(call.cookie(), definition.name(), call.domain(), Step.PREPARE));
    if (!definition.uuid().equals(call.domain())) {
      throw new DroverException(
          FailureCode.INVALID_DEFINITION,
          "The definition that arrives for domain %s carries the UUID %s"
              .formatted(call.domain(), definition.uuid()));
    }
    QemuBinary binary = parts.running().checkRunnable(definition);
    MoveChecks.memory(definition, binary.version().toString(), host.name());
    noneOtherOfThatName(definition, call.migrationId());
    return definition;
  }

  private void noneOtherOfThatName(DomainDefinition definition, String migrationId) {
    Optional<RunningDomain> active =
        parts.running().find(definition.uuid()).filter(RunningDomain::isAlive);
    boolean ours =
        parts.store().open().stream().anyMatch(job -> job.migrationId().equals(migrationId));
    if (active.isPresent() && !ours) {
      throw new DroverException(
          FailureCode.DOMAIN_EXISTS,
          "Domain %s is active on host %s already".formatted(definition.name(), host.name()));
    }
    parts.running().refuseOtherOfName(definition, host.name());
  }

  /**
   * Returns the closed job that the same statement has brought about: its answer was lost.
   *
   * @throws DroverException STATEMENT_REFUSED if there is nothing here that it could resolve
   */
  ClosedJob statedBefore(ResolveCall call, Side side) {
    Optional<ClosedJob> closed = parts.store().closed(call.migrationId(), side);
    return closed
        .filter(job -> call.statement().equals(job.statement()))
        .orElseThrow(
            () ->
                new DroverException(
                    FailureCode.STATEMENT_REFUSED,
                    "Nothing is unknown of migration %s of domain %s on host %s: %s."
                        .formatted(
                            call.migrationId(),
                            call.domain(),
                            host.name(),
                            closed
                                .map(job -> "it is closed here: " + job.result())
                                .orElse("this host has no record of it"))));
  }

  /** Says who holds a domain, and since when. */
  DroverException busy(JobRecord holder) {
    return new DroverException(
        FailureCode.DOMAIN_BUSY,
        "Domain %s is held on host %s by migration %s (%s, word %s) since %s"
            .formatted(
                holder.name(),
                host.name(),
                holder.migrationId(),
                holder.kind(),
                holder.word(),
                Instant.ofEpochMilli(holder.startedAtEpochMillis())));
  }
}
