package dev.drover.tests.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shells themselves make of the completions. */
@Timeout(60)
final class CompletionTest {
  private static final Path SCRIPTS =
      TestFleet.repository().resolve("starter/src/main/resources/dev/drover/starter/completion");

  /** Does what bash does at Tab, without a terminal. */
  private static final String BASH =
      """
      compopt() { :; }
      . "$1"
      shift
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      _drover_with_names drover "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      echo "${COMPREPLY[*]}"
      """;

  /** Types at a zsh on a terminal of its own, and waits for what it makes of it. */
  private static final String ZSH =
      """
      zmodload zsh/zpty || exit 1
      zpty shell zsh -f
      zpty -w shell "setopt no_beep; PROMPT=; fpath=(${(q)1} \\$fpath); autoload -U compinit; compinit -D -u; print rea''dy"
      zpty -r -m shell said '*ready*'
      zpty -w -n shell "$2"$'\\t'
      zpty -r -m shell said "*$3*"
      print found
      zpty -d shell
      """;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "drover mig, migrate",
    "drover migrate p, pacer",
    "drover -o json migrate '', pacer busy",
    "drover migrate --max-downtime 50 '', pacer busy",
    "drover migrate pacer --to '', alpha beta",
    "drover migrate pacer --to = b, beta",
    "drover migrate pacer --no, --no-wait",
    "drover list -o '', table wide json yaml",
    "drover help pk, pki",
    "drover pki h, host",
    "drover pki host '', ''",
    "drover completion '', bash zsh",
    "drover worker --data-l, --data-listen"
  })
  void bashOffers(String typed, String offered) throws IOException, InterruptedException {
    Shells.makeDrover(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash", "--norc", "-c", BASH, "bash", SCRIPTS.resolve("drover.bash").toString()));
    for (String word : typed.split(" ", -1)) {
      command.add(word.equals("''") ? "" : word);
    }

    assertThat(Shells.run(folder, command.toArray(String[]::new))).isEqualTo(offered);
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedForAndSaysNothing()
      throws IOException, InterruptedException {
    Path drover = Files.writeString(folder.resolve("drover"), "#!/bin/sh\necho no >&2; sleep 60\n");
    assertThat(drover.toFile().setExecutable(true)).isTrue();

    assertThat(
            Shells.run(
                folder,
                "bash",
                "--norc",
                "-c",
                BASH,
                "bash",
                SCRIPTS.resolve("drover.bash").toString(),
                "drover",
                "migrate",
                ""))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "drover mig, migrate ",
    "drover migrate pa, pacer ",
    "drover migrate pacer --to al, alpha ",
    "drover migrate pacer --to=be, beta ",
    "drover migrate pacer --no, --no-wait ",
    "drover list --output=wi, wide ",
    "drover pki ho, host "
  })
  void zshCompletes(String typed, String end) throws IOException, InterruptedException {
    assumeTrue(Shells.isHere("zsh"), "no zsh on this machine");
    Shells.makeDrover(folder);
    Files.copy(SCRIPTS.resolve("drover.zsh"), folder.resolve("_drover"));

    assertThat(Shells.run(folder, "zsh", "-f", "-c", ZSH, "zsh", folder.toString(), typed, end))
        .isEqualTo("found");
  }
}
