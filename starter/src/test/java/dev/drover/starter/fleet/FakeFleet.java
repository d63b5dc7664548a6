package dev.drover.starter.fleet;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.DefinitionInfo;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.protocol.message.SweepFinding.Verdict;
import dev.drover.protocol.message.SweepReport;
import dev.drover.protocol.message.SweepRequest;
import dev.drover.starter.job.FakeJobs;
import dev.drover.starter.job.Jobs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A fleet in memory: hosts that answer or are silent, one domain, a migration that a test ends. */
public final class FakeFleet implements Fleet {
  private static final ResolveResult RESOLVED =
      new ResolveResult(ResolveResult.Effect.COPY_STARTED, "committed", "the copy was started");

  private final List<String> statements = new ArrayList<>();
  public static final String ALPHA = "aaaaaaaa-0000-4000-8000-000000000001";
  public static final String BETA = "bbbbbbbb-0000-4000-8000-000000000002";
  public static final String PACER = "cccccccc-0000-4000-8000-000000000003";

  public final List<MigrationRequest> migrations = new ArrayList<>();
  public final List<DomainJobRequest> smallJobs = new ArrayList<>();
  public final List<String> aborts = new ArrayList<>();

  /** The ids of the small jobs that somebody waited for. */
  public final List<String> finished = new ArrayList<>();

  public final List<SweepRequest> sweeps = new ArrayList<>();
  public final List<Debt> debts = new ArrayList<>();

  /** What is left over on each host. */
  public final Map<String, List<SweepFinding>> leftovers = new LinkedHashMap<>();

  public final FakeJobs jobs = new FakeJobs();
  public CompletableFuture<MigrationResult> result = new CompletableFuture<>();
  public @Nullable Holder holder;
  public @Nullable MigrationJob job;
  public boolean closed;

  private final List<HostInfo> hosts = new ArrayList<>();
  private final Map<String, List<DomainInfo>> domains = new LinkedHashMap<>();
  private final List<String> silent = new ArrayList<>();

  /** Returns a fleet of alpha, which runs pacer, and beta. */
  public static FakeFleet withPacerOnAlpha() {
    FakeFleet fleet = new FakeFleet();
    fleet.addHost(ALPHA, "alpha");
    fleet.addHost(BETA, "beta");
    fleet.addDomain(ALPHA, DomainState.RUNNING, StateReason.BOOTED);
    return fleet;
  }

  public void addHost(String id, String name) {
    hosts.add(new HostInfo(id, name, "0.1.0", "7.2.0", "127.0.0.1:1", 0));
    domains.put(id, new ArrayList<>());
  }

  public void addDomain(String host, DomainState state, StateReason reason) {
    addDomain(host, PACER, state, reason);
  }

  public void addDomain(String host, String uuid, DomainState state, StateReason reason) {
    domains
        .computeIfAbsent(host, id -> new ArrayList<>())
        .add(new DomainInfo(uuid, "pacer", host, state, reason, true, 262140, 1, null));
  }

  /** Adds pacer with an open record of the move run-1. */
  public void addMoving(String host, JobKind kind, String peer, String word) {
    JobInfo record = new JobInfo(kind, "run-1", Phase.PERFORM3, word, peer, 0, null, null);
    domains
        .computeIfAbsent(host, id -> new ArrayList<>())
        .add(
            new DomainInfo(
                PACER,
                "pacer",
                host,
                DomainState.PAUSED,
                StateReason.MIGRATION,
                true,
                262140,
                1,
                record));
  }

  public void clearDomains() {
    domains.values().forEach(List::clear);
  }

  public void silence(String host) {
    silent.add(host);
  }

  /** Lets the migration end on the given host. */
  public void succeed(String host) {
    Statistics statistics = new Statistics(3210, 5, 14200L, 1L, 2L, 537_000_000, 2);
    result.complete(new MigrationResult("run-1", PACER, "pacer", host, statistics));
  }

  /** Returns a migration in its transfer. */
  public static MigrationJob transfer(@Nullable Progress progress) {
    return new MigrationJob(
        "run-1",
        JobKind.MIGRATION_OUT,
        PACER,
        "pacer",
        ALPHA,
        BETA,
        "root@desk",
        0,
        Step.PERFORM,
        Phase.PERFORM3,
        Phase.PREPARE,
        "perform",
        "undecided",
        progress,
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }

  @Override
  public List<HostInfo> hosts() {
    return List.copyOf(hosts);
  }

  @Override
  public List<HostAnswer> ask(ReadRequest request) {
    return request.hosts().stream().map(host -> answer(host, request)).toList();
  }

  private HostAnswer answer(String host, ReadRequest request) {
    if (silent.contains(host)) {
      return HostAnswer.failed(host, FailureCode.WORKER_UNREACHABLE, "nobody took the question");
    }
    return switch (request.what()) {
      case HOST ->
          HostAnswer.of(
              host,
              hosts.stream().filter(info -> info.id().equals(host)).findFirst().orElseThrow());
      case DOMAINS -> HostAnswer.of(host, domains.getOrDefault(host, List.of()));
      case SWEEP -> HostAnswer.of(host, new SweepReport(leftovers.getOrDefault(host, List.of())));
      case CHECK -> HostAnswer.of(host, new DefinitionInfo(PACER, "pacer", "<domain/>"));
    };
  }

  @Override
  public String start(SmallJob small, DomainJobRequest request) {
    requireFree();
    smallJobs.add(request);
    return "run-" + smallJobs.size();
  }

  @Override
  public Optional<DomainInfo> finish(SmallJob small, String domain, String runId) {
    finished.add(runId);
    if (small == SmallJob.UNDEFINE) {
      return Optional.empty();
    }
    String host = smallJobs.isEmpty() ? ALPHA : smallJobs.get(smallJobs.size() - 1).host();
    DomainState state = small == SmallJob.START ? DomainState.RUNNING : DomainState.SHUT_OFF;
    return Optional.of(
        new DomainInfo(domain, "pacer", host, state, StateReason.BOOTED, true, 262140, 1, null));
  }

  @Override
  public String migrate(MigrationRequest request, String domainName) {
    requireFree();
    migrations.add(request);
    return "run-1";
  }

  private void requireFree() {
    if (holder != null && holder.running()) {
      throw new DroverException(FailureCode.DOMAIN_BUSY, "started already");
    }
  }

  @Override
  public CompletableFuture<MigrationResult> result(String domain) {
    return result;
  }

  @Override
  public MigrationJob job(String domain) {
    if (job == null) {
      throw new DroverException(FailureCode.NOT_MIGRATING, "Domain " + domain + " is not moving.");
    }
    return job;
  }

  @Override
  public Optional<Holder> holder(String domain) {
    return Optional.ofNullable(holder);
  }

  @Override
  public void abort(String domain, String requestedBy) {
    aborts.add(domain + " by " + requestedBy);
  }

  @Override
  public List<HostAnswer> sweep(List<SweepRequest> requests) {
    sweeps.addAll(requests);
    List<HostAnswer> before =
        requests.stream()
            .map(request -> answer(request.host(), ReadRequest.sweep(List.of(request.host()))))
            .toList();
    return before.stream()
        .map(
            answer ->
                answer.swept() == null
                    ? answer
                    : HostAnswer.of(answer.host(), fixed(answer.swept())))
        .toList();
  }

  private static SweepReport fixed(SweepReport report) {
    return new SweepReport(
        report.findings().stream()
            .map(
                found ->
                    found.verdict() == Verdict.SAFE
                        ? found.as(Verdict.REMOVED, found.reason())
                        : found)
            .toList());
  }

  @Override
  public List<Debt> debts() {
    return List.copyOf(debts);
  }

  @Override
  public ResolveResult resolveRunning(String domain, Statement statement) {
    statements.add(domain + ": " + statement.sentence());
    return RESOLVED;
  }

  @Override
  public ResolveResult resolve(ResolveRequest request) {
    requireFree();
    statements.add(request.migrationId() + ": " + request.statement().sentence());
    return RESOLVED;
  }

  /** Returns what was stated, and of which domain or, without a workflow, migration. */
  public List<String> statements() {
    return List.copyOf(statements);
  }

  @Override
  public Jobs jobs() {
    return jobs;
  }

  @Override
  public void close() {
    closed = true;
  }
}
