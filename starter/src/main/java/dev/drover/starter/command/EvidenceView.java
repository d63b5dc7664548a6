package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.cli.Units;
import dev.drover.protocol.Side;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.text.EvidenceText;
import dev.drover.starter.fleet.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What both hosts of a move know and can prove, for people who have to decide. */
final class EvidenceView {
  private final Directory directory;

  EvidenceView(Directory directory) {
    this.directory = requireNonNull(directory, "directory is null");
  }

  /** Returns a section for each host of a move. */
  List<Text> lines(MoveSides move) {
    List<Text> lines = new ArrayList<>();
    for (Side side : Side.values()) {
      String host = move.host(side);
      lines.add(
          Text.of("evidence of the " + side.name().toLowerCase(Locale.ROOT) + ", ")
              .and(Tone.STRONG, directory.hostName(host)));
      Optional<String> silence = directory.silenceOf(host);
      if (silence.isPresent()) {
        lines.add(Text.of(Tone.WARNING, "  no answer: " + silence.get()));
        lines.add(Text.of("  " + announced(host)));
      } else {
        lines.addAll(said(move, host));
      }
    }
    return lines;
  }

  private String announced(String host) {
    return directory.hosts().stream()
        .filter(one -> one.id().equals(host))
        .findFirst()
        .map(EvidenceView::announced)
        .orElse("it has never announced itself");
  }

  private static String announced(HostInfo host) {
    return "last announced as drover %s at %s, worker started %s"
        .formatted(host.version(), host.peerAddress(), Units.time(host.startedAtEpochMillis()));
  }

  private List<Text> said(MoveSides move, String host) {
    Optional<Evidence> evidence =
        directory.copies().stream()
            .filter(copy -> copy.host().id().equals(host))
            .filter(copy -> copy.info().uuid().equals(move.domain()))
            .flatMap(copy -> Optional.ofNullable(copy.info().job()).stream())
            .filter(record -> record.migrationId().equals(move.migrationId()))
            .flatMap(record -> Optional.ofNullable(record.evidence()).stream())
            .findFirst();
    if (evidence.isEmpty()) {
      return List.of(Text.of("  it answers, and has no open record of this move"));
    }
    List<Text> lines = new ArrayList<>();
    EvidenceText.of(evidence.get())
        .forEach((what, words) -> lines.add(Text.of("  %-7s %s".formatted(what, words))));
    return lines;
  }
}
