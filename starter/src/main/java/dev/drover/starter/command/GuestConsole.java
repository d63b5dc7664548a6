package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.DomainCopies.Copy;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.local.LocalGuest;
import dev.drover.starter.local.LocalGuests;
import dev.drover.starter.local.SerialLine;
import dev.drover.starter.local.SerialSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds a guest's serial port on this host, and says where the guest is if it is not here. */
final class GuestConsole {
  private final String domain;
  private final Path folder;
  private final Optional<LocalGuests> guests;
  private final Supplier<Fleet> fleet;

  /**
   * Looks into a state folder.
   *
   * @param domain the domain's name or UUID
   * @param fleet connects to the fleet; only asked when the guest is not here
   * @throws DroverException INVALID_CONFIGURATION if this user may not look into the folder
   */
  GuestConsole(String domain, Path folder, Supplier<Fleet> fleet) {
    this.domain = requireNonNull(domain, "domain is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.guests = LocalGuests.open(folder);
  }

  /**
   * Attaches to a serial port.
   *
   * @param port empty: the first one
   * @return the open connection, which the caller closes
   * @throws DroverException DOMAIN_ELSEWHERE, DOMAIN_NOT_RUNNING, UNKNOWN_DOMAIN, NO_CONSOLE,
   *     CONSOLE_IN_USE, QEMU_UNRESPONSIVE
   */
  SocketChannel attach(Optional<Integer> port) {
    Optional<LocalGuest> guest = guest();
    if (guest.isEmpty()) {
      throw away("is not");
    }
    SerialLine line = line(guest.get(), port);
    return new SerialSocket(guest.get().serialSocket(line.port()), guest.get().name())
        .attach()
        .orElseThrow(() -> away("is not"));
  }

  private Optional<LocalGuest> guest() {
    List<LocalGuest> found = guests.map(known -> known.find(domain)).orElse(List.of());
    if (found.size() > 1) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT,
          found.size()
              + " domains are called "
              + domain
              + " here, use a UUID: "
              + found.stream().map(LocalGuest::uuid).collect(Collectors.joining(", "))
              + ".");
    }
    return found.stream().findFirst();
  }

  private static SerialLine line(LocalGuest guest, Optional<Integer> port) {
    List<SerialLine> lines = guest.serials();
    if (lines.isEmpty()) {
      throw none(guest, "has no serial port");
    }
    SerialLine line =
        port.map(
                number ->
                    lines.stream()
                        .filter(one -> one.port() == number)
                        .findFirst()
                        .orElseThrow(() -> none(guest, "has no serial port " + number)))
            .orElse(lines.get(0));
    if (line.type().equals("file")) {
      throw none(guest, "writes its serial port to " + guest.serialLog(line.port()));
    }
    if (!line.isSocket()) {
      throw none(guest, "has a serial port " + line.port() + " that leads nowhere");
    }
    return line;
  }

  private static DroverException none(LocalGuest guest, String what) {
    return new DroverException(FailureCode.NO_CONSOLE, "Domain " + guest.name() + " " + what + ".");
  }

  /** Returns why the guest that was here is here no more. */
  DroverException gone() {
    return away("is no longer");
  }

  private DroverException away(String what) {
    String here = "Domain " + domain + " " + what + " running on this host (" + folder + ")";
    try (Fleet asked = fleet.get()) {
      Copy alive = Directory.ofDomains(asked).domain(domain).alive();
      if (guests.flatMap(LocalGuests::hostId).filter(alive.host().id()::equals).isPresent()) {
        return new DroverException(
            FailureCode.DOMAIN_NOT_RUNNING,
            here + "; its worker says that it runs: it has just been started, attach again.");
      }
      return new DroverException(
          FailureCode.DOMAIN_ELSEWHERE, here + ": it runs on host " + alive.host().name() + ".");
    } catch (DroverException failure) {
      return switch (failure.code()) {
        case UNKNOWN_DOMAIN, DOMAIN_NOT_RUNNING, DOMAIN_ON_TWO_HOSTS, INVALID_ARGUMENT -> failure;
        default ->
            new DroverException(
                FailureCode.DOMAIN_NOT_RUNNING,
                here + ", and whether it runs elsewhere is not known: " + failure.getMessage(),
                failure);
      };
    }
  }
}
