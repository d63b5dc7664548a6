package dev.drover.workflows.coordinator;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.Side;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.ConfirmResult;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.DefinitionInfo;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.EvidenceCall;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.message.SweepReport;
import dev.drover.workflows.Failures;
import dev.drover.workflows.HostActivities;
import dev.drover.workflows.TransferActivities;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A host that writes down every call and answers as if all went well, unless a test has told it to
 * answer otherwise.
 */
final class RecordingHost implements HostActivities, TransferActivities {
  /** One call, as it arrived. */
  record Heard(String host, String step, Object argument) {
    @Override
    public String toString() {
      return step + "@" + host;
    }
  }

  private final String uuid;
  private final String name;
  private final Queue<Heard> heard;
  private final Map<String, UnaryOperator<Object>> answers = new ConcurrentHashMap<>();

  /**
   * @param heard where calls are written down; shared by hosts so that their order shows
   */
  RecordingHost(String uuid, String name, Queue<Heard> heard) {
    this.uuid = uuid;
    this.name = name;
    this.heard = heard;
  }

  String uuid() {
    return uuid;
  }

  String name() {
    return name;
  }

  /** From now on a step's usual answer goes through {@code change}, which may also throw. */
  RecordingHost when(String step, UnaryOperator<Object> change) {
    answers.put(step, change);
    return this;
  }

  /** From now on a step fails with a failure as the hosts' workers throw it. */
  RecordingHost whenFails(String step, FailureCode code, String sentence) {
    return when(
        step,
        usual -> {
          throw Failures.toApplicationFailure(new DroverException(code, sentence));
        });
  }

  /** The next executions of a step go as told, this often; later ones as usual. */
  RecordingHost whenFirst(int times, String step, UnaryOperator<Object> change) {
    AtomicInteger left = new AtomicInteger(times);
    return when(step, usual -> left.getAndDecrement() > 0 ? change.apply(usual) : usual);
  }

  private <T> T answer(String step, Object argument, T usual, Class<T> type) {
    heard.add(new Heard(name, step, argument));
    return type.cast(answers.getOrDefault(step, UnaryOperator.identity()).apply(usual));
  }

  static Cookie cookie(String text) {
    return Cookie.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public BeginResult begin(BeginCall call) {
    return answer(
        "begin",
        call,
        new BeginResult("guest", "<domain/>", cookie("1"), 1048568, "127.0.0.1:7001"),
        BeginResult.class);
  }

  @Override
  public PrepareResult prepare(PrepareCall call) {
    return answer(
        "prepare",
        call,
        new PrepareResult(cookie("2"), "tcp:127.0.0.1:49152", "127.0.0.1:7000"),
        PrepareResult.class);
  }

  @Override
  public PerformResult perform(PerformCall call) {
    return answer(
        "perform",
        call,
        PerformResult.permitted(
            false, cookie("3"), new Statistics(900, 5, 12_000L, 1_000_000L, 1_012_000L, 4096, 2)),
        PerformResult.class);
  }

  @Override
  public FinishResult finish(FinishCall call) {
    FinishResult usual =
        call.cancelled()
            ? new FinishResult(false, cookie("4c"), "The source has cancelled.")
            : new FinishResult(true, cookie("4"), null);
    return answer(
        call.cancelled() ? "finish-cancelled" : "finish", call, usual, FinishResult.class);
  }

  @Override
  public ConfirmResult confirm(ConfirmCall call) {
    return answer(
        call.cancelled() ? "confirm-cancelled" : "confirm",
        call,
        new ConfirmResult(call.cancelled() ? DomainState.RUNNING : DomainState.SHUT_OFF, null),
        ConfirmResult.class);
  }

  @Override
  public CancelResult cancel(CancelCall call) {
    return answer("cancel", call, new CancelResult(true, "failed"), CancelResult.class);
  }

  @Override
  public void abort(AbortCall call) {
    answer("abort", call, "taken", String.class);
  }

  @Override
  public Evidence evidence(EvidenceCall call) {
    Evidence usual =
        new Evidence(
            uuid,
            call.side(),
            call.migrationId(),
            call.side() == Side.SOURCE ? "permitted" : "undecided",
            1_700_000_000_000L,
            call.side() == Side.SOURCE ? "completed" : "loaded",
            null,
            Evidence.Log.NO_PROOF,
            null,
            null,
            "no route",
            false,
            null);
    return answer("evidence", call, usual, Evidence.class);
  }

  @Override
  public ResolveResult resolve(ResolveCall call) {
    ResolveResult usual =
        call.statement().destinationDead()
            ? new ResolveResult(ResolveResult.Effect.SOURCE_KEEPS, "resumed", "the guest runs")
            : call.statement().sourceDidNotRunOn()
                ? new ResolveResult(
                    ResolveResult.Effect.COPY_STARTED, "committed", "the copy was started")
                : new ResolveResult(
                    ResolveResult.Effect.MAY_BOOT, "committed", "the copy was ended");
    return answer("resolve", call, usual, ResolveResult.class);
  }

  /** Not known here either, unless a test says so: a real host would keep the caller waiting. */
  @Override
  public PerformResult outcome(PerformCall call) {
    if (!answers.containsKey("outcome")) {
      throw Failures.toApplicationFailure(
          new DroverException(FailureCode.OUTCOME_UNKNOWN, "no final word"));
    }
    return answer(
        "outcome", call, PerformResult.permitted(true, cookie("3"), null), PerformResult.class);
  }

  @Override
  public List<DomainInfo> domains() {
    DomainInfo[] usual = {domain("00000000-0000-4000-8000-00000000000d")};
    return List.of(answer("domains", "", usual, DomainInfo[].class));
  }

  @Override
  public HostInfo host() {
    return answer("host", "", info(), HostInfo.class);
  }

  HostInfo info() {
    return new HostInfo(uuid, name, "0.1.0", "7.2.22", "127.0.0.1:7000", 1);
  }

  @Override
  public DefinitionInfo check(String xml) {
    return answer(
        "check",
        xml,
        new DefinitionInfo("00000000-0000-4000-8000-00000000000d", "guest", xml),
        DefinitionInfo.class);
  }

  @Override
  public DomainInfo define(String xml) {
    return answer("define", xml, domain("00000000-0000-4000-8000-00000000000d"), DomainInfo.class);
  }

  @Override
  public DomainInfo start(String domain) {
    return answer("start", domain, domain(domain), DomainInfo.class);
  }

  @Override
  public DomainInfo destroy(String domain) {
    return answer("destroy", domain, domain(domain), DomainInfo.class);
  }

  @Override
  public DomainInfo suspend(String domain) {
    return answer("suspend", domain, domain(domain), DomainInfo.class);
  }

  @Override
  public DomainInfo resume(String domain) {
    return answer("resume", domain, domain(domain), DomainInfo.class);
  }

  @Override
  public SweepReport sweep(boolean fix) {
    return answer("sweep", fix, new SweepReport(List.of()), SweepReport.class);
  }

  @Override
  public void undefine(String domain) {
    answer("undefine", domain, "gone", String.class);
  }

  private DomainInfo domain(String domain) {
    return new DomainInfo(
        domain, "guest", uuid, DomainState.RUNNING, StateReason.BOOTED, true, 1048568, 1, null);
  }
}
