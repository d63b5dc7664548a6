package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.guest.LinuxLine.Boot;
import dev.drover.tests.guest.LinuxLine.Read;
import dev.drover.tests.guest.LinuxLine.Swept;
import dev.drover.tests.guest.LinuxLine.Tick;
import dev.drover.tests.guest.LinuxLine.Written;
import dev.drover.tests.guest.LinuxLog.Heard;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The Linux guest, heard on every host that it may come to. */
public final class LinuxGuest implements AutoCloseable {
  /** A kernel boots in a few seconds where a CPU is free, and takes its time where none is. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final LinuxDomain domain;
  private final LinuxLog log = new LinuxLog();
  private final Map<DroverHost, SerialReader> readers = new LinkedHashMap<>();

  /** Starts to listen at the hosts. */
  public LinuxGuest(LinuxDomain domain, List<DroverHost> hosts) {
    this.domain = requireNonNull(domain, "domain is null");
    for (DroverHost host : hosts) {
      readers.put(
          host,
          SerialReader.listen(
              host.runFolder(domain.uuid()).resolve("serial0.sock"), log.at(host.name())));
    }
  }

  public LinuxDomain domain() {
    return domain;
  }

  /** Returns everything that the guest said, in order. */
  public List<Heard> heard() {
    return log.heard();
  }

  /** Waits until the guest has booted and all its programs work; returns what it is. */
  public String awaitBoot(DroverHost on) {
    await(on, now -> now.ticks() > 0 && now.sweeps() > 0 && now.written() > 0 && now.kernelHeard());
    return heard().stream()
        .filter(one -> one.line() instanceof Boot)
        .map(one -> ((Boot) one.line()).text())
        .findFirst()
        .orElse("a guest that does not say what it is");
  }

  /** Waits until the guest has ticked for a second where it came to, and returns how it came. */
  public LinuxCrossing awaitArrival(DroverHost from, DroverHost to) {
    // The end of a line that was cut means nothing before its beginning is known.
    Deadline.await(
        PATIENCE,
        "the QEMU of %s on %s is gone".formatted(domain.name(), from.name()),
        requireNonNull(readers.get(from), "nobody listens there")::isConnected,
        there -> !there);
    await(to, now -> now.ticks() >= 200);
    List<Heard> heard = heard();
    return LinuxCrossing.of(heard, heard.get(heard.size() - 1).stay());
  }

  /**
   * Waits until the guest has checked, since it came to a host, all of its memory and everything on
   * its disk: the first sweep that ends there began elsewhere, the second did not.
   */
  public void awaitChecked(DroverHost on) {
    await(on, now -> now.sweeps() >= 2 && now.reads() >= 2);
  }

  /** Returns the newest block on the disk that the guest has told of. */
  public long written() {
    return heard().stream()
        .filter(one -> one.line() instanceof Written)
        .mapToLong(one -> ((Written) one.line()).number())
        .max()
        .orElse(0);
  }

  /** Waits for something on a host, or for a complaint, which makes waiting pointless. */
  private void await(DroverHost on, Predicate<Progress> wanted) {
    Deadline.await(
        PATIENCE,
        domain.name() + " works on " + on.name(),
        () -> Progress.of(heard()),
        now -> !now.complaints().isEmpty() || (now.host().equals(on.name()) && wanted.test(now)));
  }

  @Override
  public void close() {
    readers.values().forEach(SerialReader::close);
  }

  /** What the guest has said in the newest of its stays. */
  private record Progress(
      String host,
      long ticks,
      long sweeps,
      long written,
      long reads,
      boolean kernelHeard,
      List<String> complaints) {
    static Progress of(List<Heard> heard) {
      Heard newest = heard.isEmpty() ? null : heard.get(heard.size() - 1);
      int stay = newest == null ? 0 : newest.stay();
      return new Progress(
          newest == null ? "no host" : newest.host(),
          count(heard, stay, Tick.class),
          count(heard, stay, Swept.class),
          count(heard, stay, Written.class),
          count(heard, stay, Read.class),
          LinuxVerdict.kernelIsHeard(heard),
          LinuxVerdict.complaints(heard));
    }

    private static long count(List<Heard> heard, int stay, Class<? extends LinuxLine> kind) {
      return heard.stream()
          .filter(one -> one.stay() == stay && kind.isInstance(one.line()))
          .count();
    }
  }
}
