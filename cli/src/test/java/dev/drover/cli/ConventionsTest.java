package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class ConventionsTest {
  private static final String ESCAPE = "\u001b[";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theSameRecordIsJsonAndYaml() throws Exception {
    assertThat(run("talk", "-o", "json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()))
        .isEqualTo(new ObjectMapper().readTree("{\"word\":\"gäst\",\"loudness\":1}"));
    out.getBuffer().setLength(0);

    assertThat(run("talk", "-o", "yaml")).isZero();
    assertThat(out.toString()).isEqualTo("---\nword: gäst\nloudness: 1\n");
  }

  @Test
  void peopleGetRemarksAndProgramsGetOnlyWhatLimitsTheResult() {
    run("talk", "--loud");
    assertThat(err.toString())
        .isEqualTo("drover: that was loud\ndrover: the neighbours heard it\n");
    err.getBuffer().setLength(0);

    run("talk", "--loud", "-o", "json");
    assertThat(err.toString()).isEqualTo("{\"warning\":\"the neighbours heard it\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "auto,   true,  -, xterm, true",
        "auto,   false, -, xterm, false",
        "auto,   true,  1, xterm, false",
        "auto,   true,  '', xterm, true",
        "auto,   true,  -, dumb,  false",
        "auto,   true,  -, -,     false",
        "always, false, 1, dumb,  true",
        "never,  true,  -, xterm, false"
      })
  void coloursAreForTerminalsOfThoseWhoWantThem(
      String mode, boolean terminal, String noColor, String term, boolean expected) {
    Map<String, String> environment = new java.util.HashMap<>();
    environment.computeIfAbsent("NO_COLOR", name -> noColor);
    environment.computeIfAbsent("TERM", name -> term);
    Surroundings surroundings = new Surroundings(terminal, terminal, terminal, environment);

    run(surroundings, "talk", "--loud", "--color", mode);
    assertThat(out.toString().contains(ESCAPE)).isEqualTo(expected);
    assertThat(err.toString().contains(ESCAPE)).isEqualTo(expected);
  }

  @Test
  void programsNeverGetColours() {
    run("talk", "--loud", "--color", "always", "-o", "json");
    run("talk", "--loud", "--color", "always", "-o", "yaml");
    run("talk", "--nonsense", "--color", "always", "-o", "json");

    assertThat(out + err.toString()).doesNotContain(ESCAPE);
  }

  @Test
  void theOptionsOfAllCommandsMayStandBeforeTheCommand() {
    assertThat(run("--color", "always", "talk")).isZero();
    assertThat(out.toString()).contains(ESCAPE);
  }

  @Test
  void whatWasProbablyMeantIsSaid() {
    assertThat(run("tlak")).isEqualTo(2);
    assertThat(run("talk", "--luod")).isEqualTo(2);
    assertThat(run("talk", "word")).isEqualTo(2);
    assertThat(run("talk", "-o", "jsn")).isEqualTo(2);
    assertThat(run("talk", "-o", "yaml", "-o", "json")).isEqualTo(2);

    assertThat(err.toString().lines().filter(line -> !line.startsWith("  Try")))
        .containsExactly(
            "drover: drover has no command tlak; did you mean talk?",
            "drover: drover talk has no option --luod; did you mean --loud?",
            "drover: drover talk takes no argument 'word' there.",
            "drover: --output takes table, wide, json or yaml, not 'jsn'.",
            "{\"error\":{\"code\":\"INVALID_ARGUMENT\",\"message\":\"option '--output' (FORMAT)"
                + " should be specified only once.\",\"advice\":\"Try 'drover talk --help' for the"
                + " usage.\",\"retryable\":false,\"exitCode\":2}}");
  }

  @Test
  void helpHasTheSameShapeEverywhere() {
    assertThat(run("talk", "--help")).isZero();

    assertThat(out.toString())
        .containsSubsequence(
            "Usage: drover talk",
            "Says a word.",
            "Options:",
            "--loud",
            "-o, --output=FORMAT",
            "-h, --help",
            "Exit status:",
            "  0   Done.",
            "  2   INVALID_ARGUMENT: ",
            "Examples:",
            "  talk --loud")
        .doesNotContain(ESCAPE);
  }

  private int run(String... arguments) {
    return run(new Surroundings(false, false, false, Map.of("TERM", "xterm")), arguments);
  }

  private int run(Surroundings surroundings, String... arguments) {
    CommandLine top = new CommandLine(new Top()).addSubcommand(new Talker(surroundings));
    return Conventions.apply(top, surroundings, Map.of())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /** Has subcommands only. */
  @Command(name = "drover")
  private static final class Top implements Runnable {
    @Override
    public void run() {}
  }
}
