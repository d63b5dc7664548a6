package dev.drover.starter.command;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The domain that a user named, which need not exist any more.
 *
 * @param directory empty if no host had to be asked
 */
record DomainUuid(String uuid, Optional<Directory> directory) {
  /**
   * Finds a domain: a UUID is one without asking anybody, a name is looked for among the hosts and
   * then among the jobs that the server remembers.
   *
   * @throws DroverException UNKNOWN_DOMAIN; INVALID_ARGUMENT if several domains have, or had, that
   *     name
   */
  static DomainUuid find(Fleet fleet, String nameOrUuid) {
    Optional<String> given = DomainName.uuid(nameOrUuid);
    if (given.isPresent()) {
      return new DomainUuid(given.get(), Optional.empty());
    }
    Directory directory = Directory.ofDomains(fleet);
    try {
      return new DomainUuid(directory.domain(nameOrUuid).uuid(), Optional.of(directory));
    } catch (DroverException unknown) {
      if (unknown.code() != FailureCode.UNKNOWN_DOMAIN) {
        throw unknown;
      }
      return new DomainUuid(remembered(fleet, nameOrUuid, unknown), Optional.of(directory));
    }
  }

  private static String remembered(Fleet fleet, String name, DroverException unknown) {
    List<String> uuids = fleet.jobs().domainsNamed(name);
    if (uuids.isEmpty()) {
      throw unknown;
    }
    if (uuids.size() > 1) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT,
          "No host knows a domain "
              + name
              + " now; "
              + uuids.size()
              + " had that name, use a UUID: "
              + String.join(", ", uuids)
              + ".");
    }
    return uuids.get(0);
  }

  /** Returns what hosts are called by their UUIDs; a UUID itself for one that is not known. */
  UnaryOperator<String> hostNames() {
    return id -> directory.map(known -> known.hostName(id)).orElse(id);
  }
}
