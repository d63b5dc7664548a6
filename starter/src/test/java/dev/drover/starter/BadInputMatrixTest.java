package dev.drover.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.cli.HelpPage;
import dev.drover.cli.StandardOutput;
import dev.drover.cli.Surroundings;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.command.ElsewhereCommand;
import dev.drover.starter.command.FleetCommand;
import dev.drover.starter.fleet.FakeFleet;
import dev.drover.starter.fleet.Fleet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every command against every kind of bad input. The commands are those of picocli's model, and a
 * good call of each is the first example of its help, so that a new command cannot be forgotten.
 */
@Timeout(30)
final class BadInputMatrixTest {
  static Stream<Named<CommandSpec>> commands() {
    return CommandTree.commands().stream()
        .filter(command -> !(command.userObject() instanceof ElsewhereCommand))
        .map(command -> Named.of(command.qualifiedName(), command));
  }

  static Stream<Named<CommandSpec>> fleetCommands() {
    return commands().filter(named -> named.getPayload().userObject() instanceof FleetCommand);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anOptionThatDoesNotExistIsRefusedByItsName(CommandSpec command) {
    fails(
        run(BadInputMatrixTest::neverConnects, with(example(command), "--no-such-option")),
        FailureCode.INVALID_ARGUMENT,
        command.qualifiedName() + " has no option --no-such-option.");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aSlipInAnOptionIsAnsweredWithTheOption(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      String name = option.longestName();
      if (name.startsWith("--no-") || option.negatable()) {
        continue;
      }
      String slip = name.substring(0, name.length() - 1) + "qz";
      assertThat(run(BadInputMatrixTest::neverConnects, with(example(command), slip)).err())
          .startsWith("drover: " + command.qualifiedName() + " has no option " + slip)
          .contains("did you mean --");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatMayBeSaidOnceIsNotSaidTwice(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      if (option.isMultiValue() || option.usageHelp()) {
        continue;
      }
      String once = option.arity().max() == 0 ? option.longestName() : option.longestName() + "=1";
      if (option.type().isEnum()) {
        once = option.longestName() + "=" + option.type().getEnumConstants()[0];
      }
      CliRun run = run(BadInputMatrixTest::neverConnects, with(example(command), once, once));

      assertThat(run.status()).as("%s %s", once, run).isEqualTo(2);
      assertThat(run.err().lines()).as("%s", run).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aWordThatIsNoneOfAnOptionsIsAnsweredWithThem(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      if (option.type().isEnum()) {
        String wrong = option.longestName() + "=nonsense";
        assertThat(run(BadInputMatrixTest::neverConnects, with(example(command), wrong)).err())
            .startsWith("drover: " + option.longestName() + " takes ")
            .contains(", not 'nonsense'.");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void surplusArgumentsAreRefused(CommandSpec command) {
    CliRun run =
        run(BadInputMatrixTest::neverConnects, with(example(command), "surplus", "surplus"));

    assertThat(run.status()).as("%s", run).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(2);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("fleetCommands")
  void anUnreachableServerIsSaid(CommandSpec command) {
    fails(
        run(BadInputMatrixTest::noServer, valid(command)),
        FailureCode.SERVER_UNREACHABLE,
        "No server.");
    declares(command, FailureCode.SERVER_UNREACHABLE);
  }

  @ParameterizedTest
  @MethodSource("fleetCommands")
  void programsGetTheFailureAsOneObject(CommandSpec command) throws Exception {
    CliRun run = run(BadInputMatrixTest::noServer, with(valid(command), "-o", "json"));
    JsonNode error = new ObjectMapper().readTree(run.err()).path("error");

    assertThat(run.err().lines()).hasSize(1);
    assertThat(error.path("code").asText()).isEqualTo("SERVER_UNREACHABLE");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("fleetCommands")
  void aFleetWhoseWorkersAreDownIsSaid(CommandSpec command) {
    fails(
        run(BadInputMatrixTest::noWorker, valid(command)),
        FailureCode.WORKER_UNREACHABLE,
        "No worker.");
    declares(command, FailureCode.WORKER_UNREACHABLE);
  }

  @ParameterizedTest
  @MethodSource("fleetCommands")
  void aNameThatNobodyKnowsIsAnsweredWithTheNearest(CommandSpec command) {
    String[] slips = valid(command);
    boolean named = false;
    for (int i = 0; i < slips.length; i++) {
      if (slips[i].equals("pacer") || slips[i].equals("alpha") || slips[i].equals("beta")) {
        slips[i] = slips[i] + "x";
        named = true;
      }
    }
    if (!named) {
      return;
    }
    CliRun run = run(FakeFleet::withPacerOnAlpha, slips);

    assertThat(run.err()).contains("(did you mean ").doesNotContain("\tat ");
    assertThat(run.status())
        .isIn(FailureCode.UNKNOWN_DOMAIN.exitCode(), FailureCode.UNKNOWN_HOST.exitCode());
    assertThat(HelpPage.failures(command).stream().map(FailureCode::exitCode))
        .contains(run.status());
  }

  @Test
  void anAnswerThatNobodyReadsToItsEndEndsTheCommandQuietly() {
    assertThat(statusesWith("Broken pipe")).contains(StandardOutput.BROKEN_PIPE);
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAFailure() {
    assertThat(statusesWith("No space left on device"))
        .contains(FailureCode.OUTPUT_FAILED.exitCode());
  }

  /** Runs every command of the fleet with an output that fails; returns the common status. */
  private static Set<Integer> statusesWith(String reason) {
    Set<Integer> statuses = new TreeSet<>();
    fleetCommands()
        .map(Named::getPayload)
        .forEach(
            command -> {
              FakeFleet fleet = FakeFleet.withPacerOnAlpha();
              fleet.succeed(FakeFleet.BETA);
              fleet.job = FakeFleet.transfer(null);
              Out out = new Out(reason);
              StringWriter err = new StringWriter();
              CommandLine commandLine =
                  CommandTree.all(() -> fleet).setErr(new PrintWriter(err, true));
              int status =
                  StandardOutput.to(out).execute(commandLine, Surroundings.NONE, valid(command));

              assertThat(err.toString()).doesNotContain("\tat ", "Exception");
              if (out.written) {
                statuses.add(status);
              }
            });
    assertThat(statuses).hasSize(1);
    return statuses;
  }

  /** Takes nothing. */
  private static final class Out extends OutputStream {
    private final String reason;
    private boolean written;

    Out(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int one) throws IOException {
      written = true;
      throw new IOException(reason);
    }
  }

  private static void declares(CommandSpec command, FailureCode code) {
    assertThat(HelpPage.failures(command)).contains(code);
  }

  private static void fails(CliRun run, FailureCode code, String sentence) {
    assertThat(run.err()).startsWith("drover: " + sentence + "\n  ").doesNotContain("\tat ");
    assertThat(run.err().lines()).as("%s", run).hasSize(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(code.exitCode());
  }

  private static Fleet neverConnects() {
    throw new AssertionError("bad usage must not reach the server");
  }

  private static Fleet noServer() {
    throw new DroverException(FailureCode.SERVER_UNREACHABLE, "No server.");
  }

  private static Fleet noWorker() {
    return (Fleet)
        Proxy.newProxyInstance(
            Fleet.class.getClassLoader(),
            new Class<?>[] {Fleet.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              throw new DroverException(FailureCode.WORKER_UNREACHABLE, "No worker.");
            });
  }

  /**
   * Returns the first example without the program's name; of a command that has commands, only its
   * own name.
   */
  static String[] example(CommandSpec command) {
    if (!command.subcommands().isEmpty()) {
      return command.qualifiedName().substring(7).split(" +", -1);
    }
    String example =
        Arrays.stream(command.usageMessage().footer())
            .filter(line -> line.startsWith("  drover "))
            .findFirst()
            .orElseThrow();
    return example.replaceAll(" [|>].*", "").strip().substring(7).split(" +", -1);
  }

  /** Returns the first example with files that exist. */
  static String[] valid(CommandSpec command) {
    String[] words = example(command);
    for (int i = 0; i < words.length; i++) {
      if (words[i].endsWith(".xml")) {
        words[i] = "pom.xml";
      }
    }
    return words;
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static CliRun run(Supplier<Fleet> connect, String... arguments) {
    return CliRun.of(connect, arguments);
  }
}
