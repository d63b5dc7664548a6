package dev.drover.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that says one word. */
@Command(name = "talk", description = "Says a word.", footer = "  talk --loud")
final class Talker implements Callable<Integer> {
  /** What programs get. */
  record Word(String word, int loudness) {}

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(names = "--loud", description = "Say it loudly.")
  private boolean loud;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  private final Surroundings surroundings;

  Talker() {
    this(Surroundings.NONE);
  }

  Talker(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Console console = Console.of(spec.commandLine(), output.format(), surroundings);
    console.result(new Word("gäst", loud ? 2 : 1), Text.of(Tone.GOOD, "gäst"));
    if (loud) {
      console.note("that was loud");
      console.warn("the neighbours heard it");
    }
    return 0;
  }
}
