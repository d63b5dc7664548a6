package dev.drover.starter.fleet;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.HostInfo;
import java.util.List;

/**
 * One domain and every host that knows of it.
 *
 * @param copies at least one
 */
public record DomainCopies(String uuid, String name, List<Copy> copies) {
  public DomainCopies {
    copies = List.copyOf(copies);
  }

  /** What one host says about the domain. */
  public record Copy(HostInfo host, DomainInfo info) {
    /** A guest that is held between two hosts counts only if it runs nowhere else. */
    private boolean heldByMigration() {
      return info.state() == DomainState.PAUSED && info.reason() == StateReason.MIGRATION;
    }

    private boolean isAlive() {
      return info.state() == DomainState.RUNNING || info.state() == DomainState.PAUSED;
    }
  }

  /**
   * Returns the copy whose guest is alive, running or paused.
   *
   * @throws DroverException DOMAIN_NOT_RUNNING if there is none, DOMAIN_ON_TWO_HOSTS if there are
   *     more
   */
  public Copy alive() {
    List<Copy> alive = copies.stream().filter(Copy::isAlive).toList();
    List<Copy> free = alive.stream().filter(copy -> !copy.heldByMigration()).toList();
    List<Copy> candidates = free.isEmpty() ? alive : free;
    if (candidates.isEmpty()) {
      throw new DroverException(
          FailureCode.DOMAIN_NOT_RUNNING,
          "Domain " + name + " is not running: " + whereabouts(copies) + ".");
    }
    if (candidates.size() > 1) {
      throw new DroverException(
          FailureCode.DOMAIN_ON_TWO_HOSTS,
          "Domain " + name + " (" + uuid + ") runs twice: " + whereabouts(candidates) + ".");
    }
    return candidates.get(0);
  }

  private static String whereabouts(List<Copy> copies) {
    return String.join(
        ", ",
        copies.stream()
            .map(
                copy ->
                    Words.state(copy.info().state())
                        + " on "
                        + copy.host().name()
                        + " ("
                        + copy.host().id()
                        + ")")
            .toList());
  }
}
