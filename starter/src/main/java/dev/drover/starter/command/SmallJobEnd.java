package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Console;
import dev.drover.cli.Text;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.SmallJob;
import dev.drover.starter.fleet.Words;
import java.util.Optional;

/** Waits for the end of a small job and says what came of it. */
final class SmallJobEnd {
  private final Fleet fleet;
  private final Console console;
  private final Directory directory;

  SmallJobEnd(Fleet fleet, Console console, Directory directory) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.console = requireNonNull(console, "console is null");
    this.directory = requireNonNull(directory, "directory is null");
  }

  /**
   * What programs get when nothing is left of a domain on a host.
   *
   * @param uuid of the domain
   */
  record Forgotten(String uuid, String name) {}

  /** Waits; the job does not depend on being waited for. */
  void await(SmallJob job, BegunJob begun) {
    Optional<DomainInfo> after;
    try (InterruptNotice notice = InterruptNotice.install(console, begun.goesOn())) {
      requireNonNull(notice, "no notice");
      after = fleet.finish(job, begun.domain(), begun.runId());
    }
    if (after.isEmpty()) {
      console.result(
          new Forgotten(begun.domain(), begun.name()), Text.of(begun.name() + " is forgotten"));
      return;
    }
    DomainInfo info = after.get();
    String host = directory.hostName(info.host());
    Text line =
        job == SmallJob.DEFINE
            ? Text.of(info.name() + " (" + info.uuid() + ") is defined on " + host)
            : Text.of(info.name() + " is ").and(Words.shown(info.state())).and(" on " + host);
    console.result(DomainRow.of(info, host), line);
  }
}
