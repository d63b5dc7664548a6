package dev.drover.tests.demo;

import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.EmbeddedTemporal;
import dev.drover.tests.harness.ForeignTemporal;
import dev.drover.tests.harness.Report;
import dev.drover.tests.harness.TemporalServer;
import dev.drover.tests.harness.TestFleet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Two hosts on this machine and one guest: it moves from alpha to beta and back while it runs, and
 * nothing remains. Ends with status 0 only if all of it held.
 */
@Command(
    name = "./dev demo",
    description = "Moves a running guest between two hosts on this machine, and back.",
    sortOptions = false,
    footer = {
      "",
      "The status is 0 if all of it held, 1 if something did not, 2 for wrong options.",
      "",
      "To look at the moves at leisure, start a server that stays, and give the demo its address:",
      "  ./dev temporal",
      "  ./dev demo --address 127.0.0.1:7233"
    })
public final class Demo implements Callable<Integer> {
  private final Report report = new Report("demo");

  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--guest",
      paramLabel = "GUEST",
      defaultValue = "pacer",
      description =
          "pacer (1 GiB, counts aloud every 2 ms) or linux (at work on memory and disk,"
              + " moves three times there and back); default: ${DEFAULT-VALUE}.")
  private GuestKind guest = GuestKind.PACER;

  @ArgGroup private @Nullable ServerOptions server;

  // Picocli answers it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this text.")
  private boolean help;

  /** Which server; both are optional, and only one may be said. */
  private static final class ServerOptions {
    @Option(
        names = "--server",
        paramLabel = "SERVER",
        description =
            "embedded (drover's own) or temporal (a real one, with a web page);"
                + " default: temporal if the program is on this machine.")
    private @Nullable ServerKind kind;

    @Option(
        names = "--address",
        paramLabel = "HOST:PORT",
        description = "Use a Temporal server that runs already.")
    private @Nullable String address;
  }

  public static void main(String[] arguments) {
    // What gRPC logs of a server that is not there, the demo says in a sentence.
    LogManager.getLogManager().reset();
    System.exit(
        new CommandLine(new Demo())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Demo::badUsage)
            .execute(arguments));
  }

  private static int badUsage(ParameterException exception, String[] arguments) {
    System.err.println("demo: " + exception.getMessage());
    System.err.println("  Try './dev demo --help' for the usage.");
    return exception.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public Integer call() {
    TemporalServer.Starter starter = starter();
    try (TestFleet fleet = TestFleet.start(starter)) {
      // A guest would outlive a demo that somebody interrupts.
      Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "end of the demo"));
      TemporalServer temporal = fleet.server();
      report.say("Temporal (%s) serves on %s".formatted(temporal.title(), temporal.address()));
      temporal.webPage().ifPresent(page -> report.say("Temporal's web page: " + page));
      DroverHost alpha = fleet.host("alpha");
      DroverHost beta = fleet.host("beta");
      try (DemoGuest moving = guest(fleet, List.of(alpha, beta))) {
        new RoundTrip(fleet, moving, report).run(alpha, beta);
      }
    } catch (AssertionError e) {
      // What was wrong before may be the reason.
      report.check(false, "", String.valueOf(e.getMessage()));
    }
    return report.conclude() ? 0 : 1;
  }

  private DemoGuest guest(TestFleet fleet, List<DroverHost> hosts) {
    return switch (guest) {
      case PACER -> new PacerGuest(fleet, hosts, report);
      case LINUX -> new LinuxDemoGuest(fleet, hosts, report);
    };
  }

  /** Chooses the server, and says why where nobody has asked for one. */
  private TemporalServer.Starter starter() {
    if (server != null && server.address != null) {
      String address = server.address;
      return folder -> ForeignTemporal.at(address);
    }
    if (server != null && server.kind != null) {
      return starter(server.kind);
    }
    Optional<String> program = DevTemporal.program();
    report.say(
        program
            .map(file -> "a real Temporal server, because %s is here".formatted(file))
            .orElse("the embedded server, because there is no 'temporal': ./dev temporal install"));
    return starter(program.isPresent() ? ServerKind.TEMPORAL : ServerKind.EMBEDDED);
  }

  private TemporalServer.Starter starter(ServerKind kind) {
    return switch (kind) {
      case EMBEDDED -> EmbeddedTemporal::start;
      case TEMPORAL -> {
        if (DevTemporal.program().isEmpty()) {
          throw new ParameterException(
              spec.commandLine(),
              "There is no program 'temporal' on this machine: run './dev temporal install'.");
        }
        yield DevTemporal::start;
      }
    };
  }
}
