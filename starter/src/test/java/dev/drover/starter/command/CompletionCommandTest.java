package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.starter.CliRun;
import dev.drover.starter.fleet.FakeFleet;
import org.junit.jupiter.api.Test;

/** What the scripts do in a shell is tried in the module tests. */
final class CompletionCommandTest {
  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();

  @Test
  void eachShellGetsItsOwnScript() {
    assertThat(run("completion", "bash").out()).contains("complete -F _drover_with_names");
    assertThat(run("completion", "zsh").out()).startsWith("#compdef drover\n");
  }

  @Test
  void anotherShellIsAnsweredWithThoseThereAre() {
    CliRun run = run("completion", "fish");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("drover: SHELL takes bash or zsh, not 'fish'.\n");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void namesAreOnePerLine() {
    assertThat(run("names", "domains").out()).isEqualTo("pacer\n");
    assertThat(run("names", "hosts").out()).isEqualTo("alpha\nbeta\n");
  }

  private CliRun run(String... arguments) {
    return CliRun.of(() -> fleet, arguments);
  }
}
