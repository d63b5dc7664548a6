package dev.drover.starter.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.SweepRequest;
import dev.drover.starter.job.Jobs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The port between the commands and the fleet's coordinator. Every method throws {@link
 * DroverException}: SERVER_UNREACHABLE if the server does not answer, WORKER_UNREACHABLE if no
 * worker takes the question.
 */
public interface Fleet extends AutoCloseable {
  /** Returns the hosts that have announced themselves, alive or not, by name. */
  List<HostInfo> hosts();

  /** Asks hosts at the same time; a host that is silent is an answer too. */
  List<HostAnswer> ask(ReadRequest request);

  /**
   * Starts a small job.
   *
   * @return its run id
   * @throws DroverException DOMAIN_BUSY if another job holds the domain
   */
  String start(SmallJob job, DomainJobRequest request);

  /**
   * Waits for the end of a small job; to give up waiting changes nothing.
   *
   * @param runId what starting it returned
   * @return the domain afterwards; empty if nothing is left of it
   * @throws DroverException the job's own failure
   */
  Optional<DomainInfo> finish(SmallJob job, String domain, String runId);

  /**
   * Starts a migration.
   *
   * @param domainName for people's eyes
   * @return its run id, which is the migration's id
   * @throws DroverException DOMAIN_BUSY if another job holds the domain
   */
  String migrate(MigrationRequest request, String domainName);

  /**
   * Returns the result of the domain's last migration as soon as there is one. The future fails
   * with a {@link DroverException}; to give up waiting changes nothing.
   */
  CompletableFuture<MigrationResult> result(String domain);

  /**
   * Returns the domain's last migration, running or over.
   *
   * @throws DroverException NOT_MIGRATING if there is none
   */
  MigrationJob job(String domain);

  /** Returns the last job on the domain, running or over; empty if none is remembered. */
  Optional<Holder> holder(String domain);

  /**
   * Asks to give the running migration up.
   *
   * @throws DroverException POINT_OF_NO_RETURN or NOT_MIGRATING
   */
  void abort(String domain, String requestedBy);

  /**
   * Has hosts remove what is left over on them, at the same time; a host that is silent is an
   * answer too.
   */
  List<HostAnswer> sweep(List<SweepRequest> requests);

  /** Returns what ended migrations still owe hosts that do not answer, the oldest first. */
  List<Debt> debts();

  /**
   * Brings a person's statement to the running migration of a domain.
   *
   * @throws DroverException STATEMENT_REFUSED, DOMAIN_LEASED or what the host says
   */
  ResolveResult resolveRunning(String domain, Statement statement);

  /**
   * Brings a person's statement to a host whose record is open although no migration runs.
   *
   * @throws DroverException the same, or DOMAIN_BUSY if another job holds the domain
   */
  ResolveResult resolve(ResolveRequest request);

  /** Returns the jobs that the server remembers. */
  Jobs jobs();

  @Override
  void close();

  /** The jobs that one host does at once. */
  enum SmallJob {
    DEFINE,
    START,
    SUSPEND,
    RESUME,
    DESTROY,
    UNDEFINE;

    /** Returns the job that a {@link Holder} names; empty if it is none of these. */
    public static Optional<SmallJob> of(Holder holder) {
      return Arrays.stream(values())
          .filter(job -> job.name().equalsIgnoreCase(holder.kind()))
          .findFirst();
    }
  }

  /**
   * Who holds, or last held, a domain.
   *
   * @param kind for example {@code Migrate}
   * @param runId names the job for ever
   * @param endedAtEpochMillis null while it is running
   */
  record Holder(
      String kind, String runId, long sinceEpochMillis, @Nullable Long endedAtEpochMillis) {
    /** Returns whether it holds the domain still. */
    @JsonProperty
    public boolean running() {
      return endedAtEpochMillis == null;
    }
  }
}
