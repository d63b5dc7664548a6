package dev.drover.starter.command;

import dev.drover.cli.Units;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.starter.fleet.DomainCopies;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.Holder;
import java.util.Optional;

/** Says who holds a domain, since when and for whom. */
final class Busy {
  private Busy() {}

  /**
   * Refuses a domain that a job holds.
   *
   * @throws DroverException DOMAIN_BUSY
   */
  static void requireFree(Fleet fleet, DomainCopies domain) {
    Optional<Holder> holder = fleet.holder(domain.uuid()).filter(Holder::running);
    if (holder.isPresent()) {
      throw failure(fleet, domain, holder.get());
    }
  }

  /** Returns a better sentence for a job that was refused because another one was quicker. */
  static DroverException explain(Fleet fleet, DomainCopies domain, DroverException refused) {
    if (refused.code() != FailureCode.DOMAIN_BUSY) {
      return refused;
    }
    return fleet
        .holder(domain.uuid())
        .filter(Holder::running)
        .map(holder -> failure(fleet, domain, holder))
        .orElse(refused);
  }

  private static DroverException failure(Fleet fleet, DomainCopies domain, Holder holder) {
    return new DroverException(
        FailureCode.DOMAIN_BUSY,
        "Domain "
            + domain.name()
            + " is held by the job "
            + holder.kind()
            + ", run "
            + holder.runId()
            + requester(fleet, domain)
            + ", since "
            + Units.time(holder.sinceEpochMillis())
            + ".");
  }

  private static String requester(Fleet fleet, DomainCopies domain) {
    try {
      MigrationJob job = fleet.job(domain.uuid());
      return job.requestedBy() == null ? "" : ", requested by " + job.requestedBy();
    } catch (DroverException notAMigrationOrNobodyAnswers) {
      // The rest of the sentence is true without it.
      return "";
    }
  }
}
