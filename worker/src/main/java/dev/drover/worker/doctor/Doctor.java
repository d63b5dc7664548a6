package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import dev.drover.worker.config.WorkerConfig;
import dev.drover.worker.runtime.TemporalProfile;
import dev.drover.workflows.DroverData;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** All checks, in the order in which a person would put things right. */
final class Doctor {
  private static final Duration PATIENCE = Duration.ofMillis(2500);
  private static final Duration QUERY_PATIENCE = Duration.ofSeconds(6);

  private final Optional<WorkerConfig> config;
  private final Consumer<Finding> reader;
  private final Proc proc = new Proc(Path.of("/proc"));

  /**
   * Makes a doctor.
   *
   * @param config empty if it cannot be read: then nothing is asked that depends on it
   * @param reader gets each finding as it comes
   */
  Doctor(Optional<WorkerConfig> config, Consumer<Finding> reader) {
    this.config = requireNonNull(config, "config is null");
    this.reader = requireNonNull(reader, "reader is null");
  }

  void run() {
    reader.accept(MachineChecks.java());
    Optional<Long> worker = config.flatMap(this::local);
    ClientConfigProfile profile;
    try {
      profile = TemporalProfile.load();
    } catch (DroverException failure) {
      reader.accept(Finding.failed("temporal", failure));
      return;
    }
    worker.flatMap(pid -> sameServer(pid, profile)).ifPresent(reader);
    temporal(profile);
  }

  /** Looks at this machine; returns the process of its worker. */
  private Optional<Long> local(WorkerConfig settings) {
    new MachineChecks(settings.qemu()).run().forEach(reader);
    MachineChecks.network(proc).ifPresent(reader);
    StateChecks state =
        new StateChecks(settings.stateFolder(), System.getProperty("user.name", "?"), proc);
    state.run().forEach(reader);
    Set<String> addresses = new HashSet<>(Set.of(settings.dataListen()));
    addresses.add(settings.peerListen().getHost());
    new CertificateChecks(
            settings.certificates(), settings.stateFolder(), addresses, InstantSource.system())
        .run()
        .forEach(reader);
    Optional<Long> worker = worker(state);
    new AddressChecks(settings, worker, proc).run().forEach(reader);
    return worker;
  }

  private static Optional<Long> worker(StateChecks state) {
    try {
      return state.worker();
    } catch (IOException notForUs) {
      return Optional.empty();
    }
  }

  /** A worker that was started with another environment asks another server. */
  private Optional<Finding> sameServer(long worker, ClientConfigProfile profile) {
    Map<String, String> environment = proc.environment(worker);
    String theirs = environment.get("TEMPORAL_ADDRESS");
    String ours = target(profile);
    if (environment.isEmpty() || theirs == null || theirs.equals(ours)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warning(
            "temporal",
            "The worker was started for " + theirs + ", and this shell asks " + ours + ".",
            "Set TEMPORAL_ADDRESS=" + theirs + " here."));
  }

  private static String target(ClientConfigProfile profile) {
    return profile.toWorkflowServiceStubsOptions().getTarget() == null
        ? "127.0.0.1:7233"
        : profile.toWorkflowServiceStubsOptions().getTarget();
  }

  private void temporal(ClientConfigProfile profile) {
    WorkflowServiceStubsOptions options =
        WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
            .setSystemInfoTimeout(PATIENCE)
            .setRpcQueryTimeout(QUERY_PATIENCE)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder().setExpiration(PATIENCE).validateBuildWithDefaults())
            .validateAndBuildWithDefaults();
    WorkflowClientOptions clientOptions =
        profile.toWorkflowClientOptions().toBuilder()
            .setDataConverter(DroverData.converter())
            .setIdentity("doctor@" + ProcessHandle.current().pid())
            .validateAndBuildWithDefaults();
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options);
    try {
      List<Finding> found =
          new ServerChecks(stubs, options.getTarget(), clientOptions.getNamespace()).run();
      found.forEach(reader);
      if (found.stream().anyMatch(one -> one.status() == Finding.Status.FAILED)) {
        return;
      }
      WorkflowClient client = WorkflowClient.newInstance(stubs, clientOptions);
      new FleetChecks(new TemporalQuestions(client), hostId(), InstantSource.system())
          .run()
          .forEach(reader);
    } finally {
      stubs.shutdownNow();
    }
  }

  private Optional<String> hostId() {
    if (config.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = config.get().stateFolder().resolve(StateLayout.HOST_ID);
      return Optional.of(Files.readString(file).strip());
    } catch (IOException neverAHost) {
      return Optional.empty();
    }
  }
}
