package dev.drover.starter.command;

import dev.drover.cli.Console;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.terminal.Keys;
import dev.drover.starter.terminal.Picture;
import dev.drover.starter.terminal.TerminalMode;
import dev.drover.starter.terminal.TerminalSize;
import dev.drover.starter.terminal.Terminals;
import dev.drover.starter.top.LiveView;
import dev.drover.starter.top.Move;
import dev.drover.starter.top.MoveBoard;
import dev.drover.starter.top.MoveTable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code drover top}. */
@Command(
    name = "top",
    description = {
      "Shows all moves that are under way, live; q leaves.",
      "",
      "A move that has ended stays for ten seconds. BLACKOUT is measured for one that has arrived. For"
          + " one under way it is how long the rest would take at the present rate with the guest"
          + " standing still, marked with ~.",
      "Where standard output is no terminal, and with -o json, the moves are listed once."
    },
    footer = {
      "  drover top",
      "  drover top --once",
      "  drover top -o json | jq '.[] | select(.status == \"RUNNING\").name'"
    })
public final class TopCommand extends FleetCommand {
  /** At most so many questions at a time: a hundred moves are a few milliseconds each. */
  private static final int AT_ONCE = 16;

  private static final int PICTURE_BYTES = 64 << 10;

  private static final int LONGEST_SECONDS = 3600;

  @Option(names = "--once", description = "List the moves once, and end.")
  private boolean once;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Seconds between two looks, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private int interval;

  @Override
  void run(Fleet fleet) {
    if (interval < 1 || interval > LONGEST_SECONDS) {
      throw new ParameterException(
          spec().commandLine(), "--interval must be 1 to " + LONGEST_SECONDS + " seconds.");
    }
    ExecutorService parallel = Parallel.threads(AT_ONCE);
    try {
      MoveBoard board = new MoveBoard(fleet.jobs(), parallel, System::currentTimeMillis);
      if (once || !isLive()) {
        List<Move> moves = board.look();
        console().result(moves, MoveTable.lines(moves));
      } else {
        live(board);
      }
    } finally {
      parallel.shutdownNow();
    }
  }

  private boolean isLive() {
    return console().format().forPeople()
        && context().surroundings().outTerminal()
        && !context().surroundings().environment().getOrDefault("TERM", "dumb").equals("dumb");
  }

  private void live(MoveBoard board) {
    Console console = console();
    // The first look comes before the screen is taken: what fails is said as by any command.
    List<Move> first = board.look();
    ExecutorService looker = Parallel.threads(1);
    try (Picture picture = Picture.on(terminal())) {
      TerminalMode mode = TerminalMode.keys(picture::close);
      try {
        new LiveView(
                board::look,
                looker,
                Duration.ofSeconds(interval),
                System::currentTimeMillis,
                new Keys(Terminals.in() ? System.in : InputStream.nullInputStream()),
                TerminalSize::now,
                (lines, size) ->
                    picture.draw(
                        lines.stream().map(line -> line.render(console.outColors())).toList(),
                        size))
            .run(first);
      } finally {
        mode.close();
      }
    } finally {
      looker.shutdownNow();
    }
  }

  /** Writes a whole picture at once, and in UTF-8 whatever the locale, as all commands do. */
  private static PrintStream terminal() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), PICTURE_BYTES),
        false,
        StandardCharsets.UTF_8);
  }
}
