package dev.drover.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.starter.command.ElsewhereCommand;
import dev.drover.starter.fleet.FakeFleet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

final class HelpTest {
  static Stream<Named<CommandSpec>> commands() {
    return CommandTree.commands().stream()
        .filter(command -> !(command.userObject() instanceof ElsewhereCommand))
        .map(command -> Named.of(command.qualifiedName(), command));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandSaysItsPurposeInOneSentence(CommandSpec command) {
    String purpose = command.usageMessage().description()[0];

    assertThat(purpose).endsWith(".").matches("[A-Z].*");
    assertThat(purpose.replaceAll("\\.$", "")).doesNotContain(". ");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionAndArgumentIsDescribedInASentence(CommandSpec command) {
    assertThat(command.args())
        .allSatisfy(
            argument ->
                assertThat(String.join(" ", argument.description()))
                    .as("%s", argument)
                    .endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasExamplesAndEachOfThemIsUnderstood(CommandSpec command) {
    List<String> examples =
        Arrays.stream(command.usageMessage().footer())
            .filter(line -> line.startsWith("  drover "))
            .toList();

    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.strip()).startsWith(command.qualifiedName()));
    for (String example : examples) {
      // What follows a pipe or a redirection is the shell's.
      String[] words = example.replaceAll(" [|>].*", "").strip().substring(7).split(" +", -1);
      CommandTree.all(FakeFleet::withPacerOnAlpha).parseArgs(words);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsItsHelp(CommandSpec command) {
    String[] words = command.qualifiedName().substring(7).split(" ", -1);
    String[] asked = Arrays.copyOf(words, words.length + 1);
    asked[words.length] = "--help";
    CliRun help = CliRun.of(FakeFleet::withPacerOnAlpha, asked);

    assertThat(help.status()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("Usage: " + command.qualifiedName())
        .contains("\nExit status:\n", "\nExamples:\n  " + command.qualifiedName());
    assertThat(
            CliRun.of(FakeFleet::withPacerOnAlpha, ("help " + String.join(" ", words)).split(" "))
                .out())
        .isEqualTo(help.out());
  }

  @Test
  void theTopHelpNamesEveryCommandInItsGroup() {
    String help = CliRun.of(FakeFleet::withPacerOnAlpha, "--help").out();

    assertThat(help)
        .containsSubsequence(
            "\nDomains:",
            "\n  list ",
            "\nMoves:",
            "\n  migrate ",
            "\nFleet:",
            "\n  hosts ",
            "\nThis machine:",
            "\n  worker ",
            "\nCertificates:",
            "\n  pki ");
    assertThat(
            CommandTree.commands().stream()
                .filter(command -> command.parent().parent() == null)
                .filter(command -> !command.usageMessage().hidden()))
        .allSatisfy(command -> assertThat(help).contains("\n  " + command.name() + " "));
    assertThat(CliRun.of(FakeFleet::withPacerOnAlpha, "help").out()).isEqualTo(help);
  }

  @Test
  void helpForACommandThatDoesNotExistSaysWhatWasMeant() {
    CliRun run = CliRun.of(FakeFleet::withPacerOnAlpha, "help", "migrat");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("drover: drover has no command migrat; did you mean migrate?");
  }

  @Test
  void theVersionNamesJavaToo() {
    assertThat(CliRun.of(FakeFleet::withPacerOnAlpha, "--version").out())
        .startsWith("drover ")
        .contains("\nJava " + Runtime.version().feature());
  }
}
