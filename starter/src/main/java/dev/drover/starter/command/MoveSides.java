package dev.drover.starter.command;

import dev.drover.protocol.JobKind;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.DomainCopies.Copy;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.Holder;
import java.util.List;
import java.util.Optional;

/**
 * A move that is not over: by its workflow, or, where that is gone, by the hosts' open records.
 *
 * @param domain UUID of the domain
 * @param source UUID of the source
 * @param destination UUID of the destination
 * @param job what the workflow says; empty if none runs
 */
record MoveSides(
    String migrationId,
    String domain,
    String source,
    String destination,
    Optional<MigrationJob> job) {
  /** What a {@link Holder} calls a migration. */
  private static final String MIGRATION = "Migrate";

  /**
   * Finds the open move of a domain.
   *
   * @return empty if there is none
   * @throws DroverException DOMAIN_BUSY if a job that is no move holds the domain
   */
  static Optional<MoveSides> find(Fleet fleet, Directory directory, String domain) {
    Optional<Holder> holder = fleet.holder(domain).filter(Holder::running);
    if (holder.isPresent() && !holder.get().kind().equals(MIGRATION)) {
      throw new DroverException(
          FailureCode.DOMAIN_BUSY,
          "The domain is held by the job %s, run %s."
              .formatted(holder.get().kind(), holder.get().runId()));
    }
    if (holder.isPresent()) {
      MigrationJob job = fleet.job(domain);
      return Optional.of(
          new MoveSides(
              job.migrationId(), domain, job.source(), job.destination(), Optional.of(job)));
    }
    return directory.copies().stream()
        .filter(copy -> copy.info().uuid().equals(domain) && copy.info().job() != null)
        .findFirst()
        .map(MoveSides::ofRecord);
  }

  private static MoveSides ofRecord(Copy copy) {
    DomainInfo info = copy.info();
    JobInfo record = info.job();
    if (record == null) {
      throw new IllegalArgumentException("a copy without an open record");
    }
    boolean out = record.kind() == JobKind.MIGRATION_OUT;
    return new MoveSides(
        record.migrationId(),
        info.uuid(),
        out ? copy.host().id() : record.peerHost(),
        out ? record.peerHost() : copy.host().id(),
        Optional.empty());
  }

  /**
   * Returns whether nobody can say where the guest is, as far as the workflow, or its lack, tells.
   */
  boolean unknown() {
    return job.map(one -> one.unknown() != null).orElse(true);
  }

  String host(Side side) {
    return side == Side.SOURCE ? source : destination;
  }

  List<String> hosts() {
    return List.of(source, destination);
  }
}
