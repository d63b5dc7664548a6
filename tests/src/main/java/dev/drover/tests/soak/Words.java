package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.StateLayout;
import dev.drover.tests.harness.DroverHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the durable words of a migration on disk, beside the worker that owns them. A word only
 * goes forward, so of a record's two slots the one that is further is the newer.
 */
final class Words {
  private static final Pattern WORD = Pattern.compile("\"word\":\"([a-z]{1,20})\"");
  private static final Pattern RESULT = Pattern.compile("\"result\":\"([a-z]{1,20})\"");
  private static final List<String> FORWARD =
      List.of(
          "perform",
          "undecided",
          "armed",
          "starting",
          "permitted",
          "asking",
          "failed",
          "resumed",
          "ended",
          "cancelled",
          "committed");

  private Words() {}

  /** Returns whether a side has an open record. */
  static boolean isOpen(DroverHost host, String migrationId, Side side) {
    return Files.exists(record(host, migrationId, side));
  }

  /** Returns the word of an open record; empty if there is none. */
  static Optional<String> open(DroverHost host, String migrationId, Side side) {
    String furthest = "";
    Matcher found = WORD.matcher(text(record(host, migrationId, side)));
    while (found.find()) {
      String word = found.group(1);
      if (FORWARD.indexOf(word) > FORWARD.indexOf(furthest)) {
        furthest = word;
      }
    }
    return furthest.isEmpty() ? Optional.empty() : Optional.of(furthest);
  }

  /** Returns whether the word of an open record is this one or one that comes after it. */
  static boolean reached(DroverHost host, String migrationId, Side side, String word) {
    return open(host, migrationId, side)
        .map(now -> FORWARD.indexOf(now) >= FORWARD.indexOf(word))
        .orElse(false);
  }

  /** Returns how a side has closed its record: committed, cancelled or unknown; empty if open. */
  static Optional<String> closed(DroverHost host, String migrationId, Side side) {
    Path file =
        host.state().resolve(StateLayout.CLOSED).resolve(name(migrationId, side) + "closed");
    Matcher found = RESULT.matcher(text(file));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Path record(DroverHost host, String migrationId, Side side) {
    return host.state().resolve(StateLayout.JOBS).resolve(name(migrationId, side) + "job");
  }

  private static String name(String migrationId, Side side) {
    requireNonNull(migrationId, "migrationId is null");
    return migrationId + "." + side.name().toLowerCase(Locale.ROOT) + ".";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
