package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Console;
import dev.drover.cli.ExitStatuses;
import dev.drover.cli.OutputOptions;
import dev.drover.cli.Surroundings;
import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.worker.config.WorkerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drover doctor}. */
@Command(
    name = "doctor",
    description = {
      "Says what is wrong on this machine, and what to do.",
      "",
      "It looks with the settings that a worker here would have, so give it the worker's flags and"
          + " --config. It changes nothing, and needs no worker and no server."
    },
    footer = {
      "  drover doctor",
      "  drover doctor --config /etc/drover/worker.properties",
      "  drover doctor -o json | jq -r '.[] | select(.status == \"FAILED\").found'"
    })
@ExitStatuses(FailureCode.CHECK_FAILED)
public final class DoctorCommand implements Callable<Integer> {
  /** Where docs/operations.md lets a host's settings be. */
  private static final Path INSTALLED = Path.of("/etc/drover/worker.properties");

  private final BiFunction<CommandSpec, @Nullable Path, WorkerConfig> reader;
  private final Surroundings surroundings;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The worker's configuration file (default: the one DROVER_CONFIG names, else"
              + " /etc/drover/worker.properties where there is one).")
  private @Nullable Path file;

  @Mixin private final OutputOptions output = new OutputOptions();

  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  /**
   * Makes the command.
   *
   * @param reader reads the configuration that a command's flags and a file give
   */
  public DoctorCommand(
      BiFunction<CommandSpec, @Nullable Path, WorkerConfig> reader, Surroundings surroundings) {
    this.reader = requireNonNull(reader, "reader is null");
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Console console = Console.of(spec.commandLine(), output.format(), surroundings);
    List<Finding> findings = new ArrayList<>();
    new Doctor(settings(findings), findings::add).run();
    console.result(findings, lines(findings));
    return findings.stream().anyMatch(one -> one.status() == Finding.Status.FAILED)
        ? FailureCode.CHECK_FAILED.exitCode()
        : 0;
  }

  private Optional<WorkerConfig> settings(List<Finding> findings) {
    boolean installed =
        file == null
            && !surroundings.environment().containsKey("DROVER_CONFIG")
            && Files.isReadable(INSTALLED);
    try {
      WorkerConfig config = reader.apply(spec, installed ? INSTALLED : file);
      if (installed) {
        findings.add(Finding.ok("settings", "The settings are those in " + INSTALLED + "."));
      }
      return Optional.of(config);
    } catch (DroverException failure) {
      // Its mistakes stand one a line.
      String found = failure.getMessage().replaceAll("\\R\\s*- ", " ");
      findings.add(Finding.failed("settings", found, failure.code().advice()));
      return Optional.empty();
    }
  }

  static List<Text> lines(List<Finding> findings) {
    int width = findings.stream().mapToInt(one -> one.check().length()).max().orElse(0);
    List<Text> lines = new ArrayList<>();
    for (Finding one : findings) {
      String check = one.check() + " ".repeat(width - one.check().length() + 2);
      lines.add(status(one.status()).and("  " + check + one.found()));
      if (one.advice() != null) {
        lines.add(Text.of(" ".repeat(6 + width + 2) + one.advice()));
      }
    }
    return lines;
  }

  private static Text status(Finding.Status status) {
    return switch (status) {
      case OK -> Text.of(Tone.GOOD, "ok  ");
      case WARNING -> Text.of(Tone.WARNING, "warn");
      case FAILED -> Text.of(Tone.BAD, "FAIL");
    };
  }
}
