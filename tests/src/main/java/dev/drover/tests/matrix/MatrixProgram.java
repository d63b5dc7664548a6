package dev.drover.tests.matrix;

import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.EmbeddedTemporal;
import dev.drover.tests.harness.TemporalServer;
import dev.drover.tests.harness.TestFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the cells of the matrix, each in a fleet of real processes. Ends with status 0 only if each
 * was as the law has it.
 */
@Command(
    name = "./dev soak --matrix",
    description = "Does every fault in every step of a migration, and shows what came of it.",
    sortOptions = false,
    footer = {
      "",
      "A run of all cells writes its table into docs/reliability.md.",
      "The status is 0 if all was as expected, 1 if something was not, 2 for wrong options."
    })
public final class MatrixProgram implements Callable<Integer> {
  // soak.sh has read it; here it is only described.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--matrix", hidden = true)
  private boolean matrix;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      description = "Only cells in whose name this regular expression is found.")
  private @Nullable Pattern only;

  @Option(
      names = "--lanes",
      paramLabel = "COUNT",
      defaultValue = "2",
      description = "How many fleets work side by side; default: ${DEFAULT-VALUE}.")
  private int lanes = 2;

  @Option(
      names = "--minutes",
      paramLabel = "MINUTES",
      defaultValue = "600",
      description = "Begins no further cell after this time; the rest is shown as not run.")
  private int minutes = 600;

  private long end;

  // Picocli answers it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this text.")
  private boolean help;

  public static void main(String[] arguments) {
    // What gRPC logs of a server that was killed is no news here.
    LogManager.getLogManager().reset();
    System.exit(new CommandLine(new MatrixProgram()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    Pattern pattern = only;
    end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    List<Cell> wanted =
        Matrix.cells().stream()
            .filter(cell -> pattern == null || pattern.matcher(cell.title()).find())
            .toList();
    say(wanted.size() + " cells");
    List<Observation> seen = run(wanted);
    MatrixReport report = new MatrixReport(wanted, seen);
    System.out.println();
    System.out.println(report.markdown());
    if (pattern == null) {
      Path page = TestFleet.repository().resolve("docs/reliability.md");
      report.writeTo(page);
      say("written to " + page);
    }
    return report.holds() ? 0 : 1;
  }

  private List<Observation> run(List<Cell> wanted) throws InterruptedException {
    List<Observation> seen = Collections.synchronizedList(new ArrayList<>());
    ExecutorService workers = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        List<Cell> plain = share(wanted, false, lane);
        List<Cell> leased = share(wanted, true, lane);
        running.add(
            workers.submit(
                () -> {
                  run(leased, true, seen);
                  run(plain, false, seen);
                }));
      }
      for (Future<?> lane : running) {
        lane.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lane has ended early", e.getCause());
    } finally {
      workers.shutdown();
    }
    return seen;
  }

  private void run(List<Cell> cells, boolean leased, List<Observation> seen) {
    TemporalServer.Starter temporal =
        DevTemporal.program().isPresent() ? DevTemporal::start : EmbeddedTemporal::start;
    try (MatrixRun run = new MatrixRun(temporal, leased)) {
      // A QEMU would outlive a run that somebody interrupts.
      Runtime.getRuntime().addShutdownHook(new Thread(run::close, "end of the matrix"));
      for (Cell cell : cells) {
        if (System.nanoTime() > end) {
          return;
        }
        Observation one = run.run(cell);
        seen.add(one);
        say(one.line());
      }
    }
  }

  private List<Cell> share(List<Cell> all, boolean leased, int lane) {
    List<Cell> those =
        new ArrayList<>(all.stream().filter(cell -> cell.leased() == leased).toList());
    // A run that ends early has seen something of everything.
    Collections.shuffle(those, new Random(1));
    List<Cell> mine = new ArrayList<>();
    for (int i = lane; i < those.size(); i += lanes) {
      mine.add(those.get(i));
    }
    return mine;
  }

  private static synchronized void say(String line) {
    System.out.println("matrix: " + line);
  }
}
