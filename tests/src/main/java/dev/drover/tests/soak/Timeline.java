package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.soak.Chronicle.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts the soak's own lines and those of all workers in one order. */
final class Timeline {
  private static final Duration SPAN = Duration.ofSeconds(30);

  private final Chronicle chronicle;
  private final SoakFleet fleet;

  Timeline(Chronicle chronicle, SoakFleet fleet) {
    this.chronicle = requireNonNull(chronicle, "chronicle is null");
    this.fleet = requireNonNull(fleet, "fleet is null");
  }

  private record Line(Instant at, String text) {}

  /** Returns the last half minute of a guest: faults, moves, and what the workers said of it. */
  List<String> of(String about) {
    Instant from = Instant.now().minus(SPAN);
    List<Line> lines = new ArrayList<>();
    for (Entry entry : chronicle.of(about)) {
      lines.add(new Line(chronicle.at(entry.nanos()), chronicle.line(entry)));
    }
    String uuid =
        fleet.guests().stream()
            .filter(guest -> guest.name().equals(about))
            .map(SoakGuest::uuid)
            .findFirst()
            .orElse(about);
    for (DroverHost host : everyHost()) {
      for (ManagedProcess worker : fleet.workers(host)) {
        worker.output().stream()
            .filter(line -> line.contains(about) || line.contains(uuid))
            .forEach(line -> said(host, line).ifPresent(lines::add));
      }
    }
    return lines.stream()
        .filter(line -> line.at().isAfter(from))
        .sorted(Comparator.comparing(Line::at))
        .map(Line::text)
        .toList();
  }

  /** A worker's line begins with the time. */
  private Optional<Line> said(DroverHost host, String line) {
    String[] parts = line.split(" ", 2);
    try {
      Instant at = OffsetDateTime.parse(parts[0]).toInstant();
      return Optional.of(
          new Line(at, "%s    %s: %s".formatted(chronicle.since(at), host.name(), parts[1])));
    } catch (DateTimeException | ArrayIndexOutOfBoundsException notALogLine) {
      return Optional.empty();
    }
  }

  /** Writes the whole chronicle and every worker's output into a folder. */
  void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.write(
          folder.resolve("chronicle.txt"), chronicle.all().stream().map(chronicle::line).toList());
      for (DroverHost host : everyHost()) {
        List<ManagedProcess> workers = fleet.workers(host);
        for (int i = 0; i < workers.size(); i++) {
          Files.write(
              folder.resolve("%s-%d.log".formatted(host.name(), i + 1)), workers.get(i).output());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the logs cannot be written to " + folder, e);
    }
  }

  private List<DroverHost> everyHost() {
    List<DroverHost> all = new ArrayList<>(fleet.hosts());
    all.add(fleet.coordinator());
    return all;
  }
}
