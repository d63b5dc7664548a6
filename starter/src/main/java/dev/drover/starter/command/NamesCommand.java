package dev.drover.starter.command;

import dev.drover.cli.Text;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drover names}, which completions of shells ask. */
@Command(
    name = "names",
    hidden = true,
    description = "Prints the names of domains or hosts, one a line.",
    footer = {"  drover names domains", "  drover names hosts"})
public final class NamesCommand extends FleetCommand {
  /** Whose names. */
  enum Kind {
    DOMAINS,
    HOSTS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "KIND", description = "domains or hosts.")
  private Kind kind = Kind.DOMAINS;

  @Override
  void run(Fleet fleet) {
    Stream<String> names =
        switch (kind) {
          case DOMAINS ->
              Directory.ofDomains(fleet).copies().stream().map(copy -> copy.info().name());
          case HOSTS -> fleet.hosts().stream().map(host -> host.name());
        };
    List<String> sorted = names.distinct().sorted().toList();
    console().result(sorted, sorted.stream().map(Text::of).toList());
  }
}
