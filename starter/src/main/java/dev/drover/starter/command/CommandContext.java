package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Console;
import dev.drover.cli.Surroundings;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.output.BarView;
import dev.drover.starter.output.LineView;
import dev.drover.starter.output.ProgressView;
import dev.drover.starter.terminal.TerminalSize;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What commands touch of the outside world, so that tests can give them another one. */
public final class CommandContext {
  private final Function<String, Fleet> connector;
  private final String requester;
  private final Surroundings surroundings;

  /**
   * Makes a context.
   *
   * @param connector connects to the fleet in the name of the requester; the command closes it
   * @param requester who asks, for the records
   */
  public CommandContext(
      Function<String, Fleet> connector, String requester, Surroundings surroundings) {
    this.connector = requireNonNull(connector, "connector is null");
    this.requester = requireNonNull(requester, "requester is null");
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  /** Connects to the fleet; the caller closes it. */
  public Fleet connect() {
    return connector.apply(requester);
  }

  /** Returns who asks, for example {@code root@alpha}. */
  public String requester() {
    return requester;
  }

  /** Returns terminals and environment. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** Returns the right view of a migration: a bar, lines, or nothing for programs. */
  ProgressView view(Console console, PrintWriter err, String domainName) {
    if (!console.format().forPeople()) {
      return ProgressView.none();
    }
    if (surroundings.errTerminal()) {
      return new BarView(System.err, domainName, TerminalSize::now);
    }
    return new LineView(err, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }
}
