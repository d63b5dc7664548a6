package dev.drover.worker;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.ExitStatuses;
import dev.drover.hypervisor.Hypervisor;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.HostInfo;
import dev.drover.worker.config.ConfigReader;
import dev.drover.worker.config.Role;
import dev.drover.worker.config.Setting;
import dev.drover.worker.config.WorkerConfig;
import dev.drover.worker.runtime.Foreground;
import dev.drover.worker.runtime.LocalHost;
import dev.drover.worker.runtime.TemporalProfile;
import dev.drover.worker.runtime.WorkerProcess;
import dev.drover.worker.runtime.WorkerProcess.Ready;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code drover worker}: this host's worker in the foreground. */
@Command(
    name = "worker",
    description = {
      "Runs this host's worker until it is told to end (SIGTERM). Guests outlive it.",
      "",
      "Every setting may also stand in the environment (--state-folder is DROVER_STATE_FOLDER) or"
          + " in the configuration file (state-folder = /var/lib/drover); the command line wins"
          + " over the environment, which wins over the file."
    },
    footer = {
      "  drover worker",
      "  drover worker --peer-listen 192.0.2.11:7235 --data-listen 192.0.2.11",
      "  drover worker --config /etc/drover.properties"
    })
@ExitStatuses({
  FailureCode.INVALID_CONFIGURATION,
  FailureCode.CERTIFICATE_REJECTED,
  FailureCode.STORAGE_FAILED,
  FailureCode.STATE_FOLDER_IN_USE
})
final class WorkerCommand implements Runnable {
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(8);

  private final WorkerParts parts;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration file, a Java properties file (default: the one DROVER_CONFIG names).")
  private @Nullable Path file;

  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  WorkerCommand(WorkerParts parts) {
    this.parts = requireNonNull(parts, "parts is null");
  }

  /** Gives the command one option for each setting. */
  static void addSettings(CommandSpec spec) {
    for (Setting setting : Setting.values()) {
      spec.addOption(
          OptionSpec.builder(setting.flag())
              .type(String.class)
              .paramLabel(setting.valueName())
              .description(setting.description())
              .build());
    }
  }

  @Override
  public void run() {
    WorkerConfig config = config(spec, file);
    Logging.configure(config.logLevel().wireName());
    WorkerProcess process =
        WorkerProcess.start(
            config,
            TemporalProfile.load(),
            HostWiring.version(),
            metrics ->
                config.roles().contains(Role.HOST)
                    ? Optional.of(HostWiring.open(config, parts, metrics.host()))
                    : Optional.empty(),
            ready -> System.out.println(sentence(config, ready)));
    Foreground.serve(process, CLOSE_BOUND);
  }

  /**
   * Reads the configuration that a command's flags, the environment and a file give.
   *
   * @param file null: the one that the environment names
   * @throws dev.drover.protocol.failure.DroverException INVALID_CONFIGURATION
   */
  static WorkerConfig config(CommandSpec command, @Nullable Path file) {
    ParseResult parsed = command.commandLine().getParseResult();
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (parsed.hasMatchedOption(setting.flag())) {
        flags.put(setting, parsed.matchedOptionValue(setting.flag(), ""));
      }
    }
    return ConfigReader.read(flags, System.getenv(), Optional.ofNullable(file), Machine.defaults());
  }

  private static String sentence(WorkerConfig config, Ready ready) {
    String roles =
        config.roles().stream()
            .sorted()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
    Optional<HostInfo> host = ready.host().map(LocalHost::hypervisor).map(Hypervisor::host);
    return "drover worker: "
        + config.name()
        + host.map(info -> " (" + info.id() + ")").orElse("")
        + " ready; roles "
        + roles
        + host.map(info -> "; peer " + info.peerAddress()).orElse("")
        + "; metrics "
        + ready.metrics();
  }
}
