package dev.drover.bench;

import dev.drover.bench.result.Conditions;
import dev.drover.bench.result.Page;
import dev.drover.bench.result.PageFile;
import dev.drover.bench.result.ResultFile;
import dev.drover.bench.result.Way;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.TestFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures drover against QEMU driven by hand, in one run, turn about. */
@Command(
    name = "./dev bench",
    description = "Measures drover's moves against QEMU driven by hand, in one run, turn about.",
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "What is measured, and how, stands in docs/performance.md.",
      "",
      "Example: an hour's work in pieces, and the page at the end:",
      "  ./dev bench --minutes 4",
      "  ./dev bench --minutes 4 --continue",
      "  ./dev bench --continue --write"
    })
public final class Bench implements Callable<Integer> {
  private static final int MOST = 10_000;

  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Rounds for each guest; in each, every way moves its guest once"
              + " (default: ${DEFAULT-VALUE}).")
  private int pairs = 15;

  @Option(
      names = "--guest",
      paramLabel = "GUEST",
      description = "idle, busy or all (default: ${DEFAULT-VALUE}).")
  private GuestChoice guest = GuestChoice.ALL;

  @Option(
      names = "--qemu",
      paramLabel = "QEMU",
      description =
          "7.2 (this machine's), 10 (fetched into the build folder, not installed),"
              + " or a file (default: 7.2).")
  private Path qemu = Path.of("/usr/bin/qemu-system-x86_64");

  @Option(
      names = "--ways",
      split = ",",
      paramLabel = "WAY",
      description =
          "What takes part: ${COMPLETION-CANDIDATES}, separated by commas (default: all but AWAY,"
              + " in which the server is killed in every move).")
  private Set<Way> ways = EnumSet.complementOf(EnumSet.of(Way.AWAY));

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "Begin no round after so many minutes (default: ${DEFAULT-VALUE}).")
  private int minutes = 60;

  @Option(names = "--continue", description = "Add to the last run until it has all its rounds.")
  private boolean resume;

  @Option(names = "--write", description = "Write the results into docs/performance.md.")
  private boolean write;

  // Picocli answers it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this text.")
  private boolean help;

  /** Which guests. */
  private enum GuestChoice {
    IDLE,
    BUSY,
    ALL;

    List<GuestKind> kinds() {
      return switch (this) {
        case IDLE -> List.of(GuestKind.IDLE);
        case BUSY -> List.of(GuestKind.BUSY);
        case ALL -> List.of(GuestKind.values());
      };
    }
  }

  public static void main(String[] arguments) {
    // What gRPC logs of a server that is not there yet is no result.
    LogManager.getLogManager().reset();
    System.exit(
        new CommandLine(new Bench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Bench::badUsage)
            .execute(arguments));
  }

  private static int badUsage(ParameterException exception, String[] arguments) {
    System.err.println("bench: " + exception.getMessage());
    System.err.println("  Try './dev bench --help' for the usage.");
    return exception.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public Integer call() {
    checkUsage();
    Path repository = TestFleet.repository();
    try {
      Conditions conditions = Machine.conditions(qemu);
      Path file = repository.resolve("bench/target/results-" + conditions.series() + ".jsonl");
      ResultFile results =
          resume ? ResultFile.resume(file, conditions) : ResultFile.begin(file, conditions);
      measure(results);
      System.out.print(Page.section(results.conditions(), results.samples()));
      if (write) {
        Path page = repository.resolve("docs/performance.md");
        PageFile.write(page, results.conditions(), results.samples());
        System.out.println("bench: written into " + page);
      }
      return 0;
    } catch (AssertionError e) {
      System.err.println("bench: " + e.getMessage());
      return 1;
    }
  }

  private void checkUsage() {
    check(pairs > 0 && pairs <= MOST, "--pairs must be 1 to " + MOST + ", not " + pairs);
    check(minutes > 0 && minutes <= MOST, "--minutes must be 1 to " + MOST + ", not " + minutes);
    check(Files.isExecutable(qemu), "there is no QEMU at " + qemu);
    check(DevTemporal.program().isPresent(), "there is no 'temporal': ./dev temporal install");
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private void measure(ResultFile results) {
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    try (TestFleet fleet = TestFleet.start(DevTemporal::start)) {
      // Guests would outlive a bench that somebody interrupts.
      Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "end of the bench"));
      try (Rounds rounds = Rounds.of(fleet, qemu.toAbsolutePath(), results, ways, end)) {
        guest.kinds().forEach(kind -> rounds.moves(kind, pairs));
        rounds.starts(pairs);
      }
    }
  }
}
