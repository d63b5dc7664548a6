package dev.drover.tests.soak;

import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.EmbeddedTemporal;
import dev.drover.tests.harness.TestFleet;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Random faults at random instants over parallel moves; {@code ./dev soak --faults N}. */
@Command(
    name = "./dev soak",
    description =
        "Moves three guests there and back all the time, kills and freezes whatever takes part, and"
            + " judges by the guests' own counters, the processes and the files.",
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "The status is 0 if all of it held, 1 if something did not, 2 for wrong options.",
      "What is done and what is checked stands in docs/reliability.md.",
      "",
      "Example:",
      "  ./dev soak --faults 60 --seed 7"
    })
public final class Soak implements Callable<Integer> {
  private static final int MOST = 100_000;
  private static final int SEEDS = 1_000_000;

  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--faults",
      paramLabel = "N",
      required = true,
      description = "How many faults; sixty take about four minutes.")
  private int faults;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What decides about the fleet and the faults (default: another one each time).")
  private @Nullable Long seed;

  @Option(names = "--write", description = "Add the run to the table in docs/reliability.md.")
  private boolean write;

  @Option(
      names = "--keep",
      description = "Leave the fleet's folder and all logs, also when all of it held.")
  private boolean keep;

  // Picocli answers it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this text.")
  private boolean help;

  public static void main(String[] arguments) {
    // What gRPC logs of a server that was killed is no result.
    LogManager.getLogManager().reset();
    System.exit(
        new CommandLine(new Soak())
            .setParameterExceptionHandler(Soak::badUsage)
            .execute(arguments));
  }

  private static int badUsage(ParameterException exception, String[] arguments) {
    System.err.println("soak: " + exception.getMessage());
    System.err.println("  Try './dev soak --help' for the usage.");
    return exception.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public Integer call() {
    if (faults < 1 || faults > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--faults must be 1 to %d, not %d".formatted(MOST, faults));
    }
    boolean durable = DevTemporal.program().isPresent();
    Plan plan = Plan.draw(seed(), faults, SoakFleet.guestCount(), durable);
    SoakRun run = new SoakRun(plan, durable ? DevTemporal::start : EmbeddedTemporal::start, keep);
    Runtime.getRuntime().addShutdownHook(new Thread(run::interrupt, "end of the soak"));
    Summary summary;
    try {
      summary = run.run();
    } catch (AssertionError e) {
      System.err.println("soak: " + e.getMessage());
      return 1;
    }
    if (write) {
      Path page = TestFleet.repository().resolve("docs/reliability.md");
      SoakPage.add(page, summary);
      System.out.println("soak: written into " + page);
    }
    return summary.violations().isEmpty() ? 0 : 1;
  }

  private long seed() {
    OptionalLong given = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    return given.orElseGet(() -> ThreadLocalRandom.current().nextInt(SEEDS));
  }
}
