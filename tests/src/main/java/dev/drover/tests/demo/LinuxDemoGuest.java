package dev.drover.tests.demo;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Table;
import dev.drover.protocol.text.Amounts;
import dev.drover.tests.guest.GuestDisk;
import dev.drover.tests.guest.LinuxCrossing;
import dev.drover.tests.guest.LinuxDomain;
import dev.drover.tests.guest.LinuxGuest;
import dev.drover.tests.guest.LinuxImage;
import dev.drover.tests.guest.LinuxVerdict;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.Report;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Debian's kernel with 256 MiB, which all the time rewrites and checks half of its memory, and
 * writes to a disk on shared storage and reads it back. It moves three times there and back.
 */
final class LinuxDemoGuest implements DemoGuest {
  private final Report report;
  private final LinuxGuest guest;
  private final GuestDisk disk;
  private final Table table =
      Table.of("MOVE", "TOTAL", "SENT", "BLACKOUT", "BETWEEN TICKS", "CLOCK STOOD", "DISK BLOCKS");

  /** Problems that were told of. */
  private final List<String> known = new ArrayList<>();

  LinuxDemoGuest(TestFleet fleet, List<DroverHost> hosts, Report report) {
    this.report = requireNonNull(report, "report is null");
    LinuxImage image;
    report.say("building the Linux guest; its packages, 28 MB, come from Debian once");
    try {
      image = LinuxImage.build(TestFleet.repository());
    } catch (LinuxImage.UnavailableException e) {
      throw new AssertionError(e.getMessage(), e);
    }
    disk = GuestDisk.create(sharedFolder(fleet).resolve("linux.qcow2"), LinuxDomain.DISK_MIB);
    LinuxDomain domain = new LinuxDomain("linux", UUID.randomUUID().toString(), image, disk);
    guest = new LinuxGuest(domain, hosts);
  }

  /** The two hosts share a machine, so any folder is shared storage. */
  private static Path sharedFolder(TestFleet fleet) {
    try {
      return Files.createDirectory(fleet.root().resolve("shared"));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the guest's disk", e);
    }
  }

  @Override
  public String name() {
    return guest.domain().name();
  }

  @Override
  public String uuid() {
    return guest.domain().uuid();
  }

  @Override
  public String definition() {
    return guest.domain().xml();
  }

  @Override
  public int rounds() {
    return 3;
  }

  @Override
  public void awaitBoot(DroverHost on) {
    report.say("the guest on %s: Linux %s".formatted(on.name(), guest.awaitBoot(on)));
    report.say("it counts every 5 ms, rewrites memory and writes to its disk, and checks both");
    checkLock(on);
  }

  @Override
  public void leaving(DroverHost from, DroverHost to) {
    // It has been told of since it came, and nobody makes it stop for the move.
  }

  @Override
  public void arrived(Move move) {
    DroverHost here = move.to();
    LinuxCrossing crossing = guest.awaitArrival(move.from(), here);
    report.say(
        "blackout by the guest, last tick there (%d) to first tick here (%d): %s; its clock stood still for %s"
            .formatted(
                crossing.lastThere(),
                crossing.firstHere(),
                Amounts.micros(crossing.gapMicros()),
                Amounts.micros(crossing.stoodMicros())));
    report.check(
        crossing.missed() == 0,
        "no tick missed, none executed twice",
        "between tick %d and tick %d, %d were not heard"
            .formatted(crossing.lastThere(), crossing.firstHere(), crossing.missed()));
    checkLock(here);
    long blocks = guest.written();
    guest.awaitChecked(here);
    List<String> problems = new ArrayList<>(LinuxVerdict.problems(guest.heard()));
    problems.removeAll(known);
    known.addAll(problems);
    report.check(
        problems.isEmpty(),
        "memory is whole, %d blocks are on the disk, the clock is right, the kernel is content"
            .formatted(blocks),
        String.join("; ", problems));
    table.row(
        move.from().name() + " to " + here.name(),
        move.totalMillis() + " ms",
        Amounts.bytes(move.sentBytes()),
        Amounts.micros(move.blackoutMicros()),
        Amounts.micros(crossing.gapMicros()),
        Amounts.micros(crossing.stoodMicros()),
        Long.toString(blocks));
  }

  private void checkLock(DroverHost on) {
    report.check(
        disk.isLocked(),
        "QEMU holds the lock of the disk's image",
        "the guest runs on %s, and its QEMU does not lock %s".formatted(on.name(), disk.file()));
  }

  @Override
  public void checkItself(DroverHost on) {
    // It was checked after each move.
  }

  @Override
  public void sumUp() {
    String damage = disk.problems();
    report.check(
        damage.isEmpty(),
        "the disk's image is free and undamaged",
        "the disk's image, which nobody uses any more: " + damage);
    table.lines(false).forEach(line -> report.say(line.toString()));
  }

  @Override
  public void close() {
    guest.close();
  }
}
