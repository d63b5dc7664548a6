package dev.drover.cli;

import java.util.List;
import java.util.Map;

/**
 * What a command line finds around it.
 *
 * @param outTerminal whether standard output is a terminal
 * @param errTerminal whether standard error is a terminal
 * @param inTerminal whether standard input is a terminal, on which a person can answer
 * @param environment of the process
 */
public record Surroundings(
    boolean outTerminal, boolean errTerminal, boolean inTerminal, Map<String, String> environment) {
  /**
   * Set by the launcher, which can ask the kernel: any of {@code out}, {@code err} and {@code in}.
   */
  static final String TERMINALS = "drover.terminals";

  /** No terminal, no environment. */
  public static final Surroundings NONE = new Surroundings(false, false, false, Map.of());

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Returns the surroundings of this process. */
  public static Surroundings ofProcess() {
    List<String> terminals = List.of(System.getProperty(TERMINALS, "").split(",", -1));
    return new Surroundings(
        terminals.contains("out"),
        terminals.contains("err"),
        terminals.contains("in"),
        System.getenv());
  }
}
