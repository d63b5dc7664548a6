package dev.drover.hypervisor.sweep;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.qemu.Liveness;
import dev.drover.hypervisor.qmp.MigrationStatus;
import dev.drover.hypervisor.qmp.RunState;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that was found, with all that its verdict depends on. */
sealed interface Sight {
  /** Returns who has a right to it. */
  Claim claim();

  /**
   * A QEMU that was started for a domain of this host and that no domain here refers to.
   *
   * @param pid of the process
   * @param holdsPidfile whether it holds the lock of the pidfile that it was started with: only
   *     then its death can be proven
   * @param says what its monitor says; null if that does not answer
   * @param neverRan whether its own run-state log proves that no CPU ever ran
   * @param ports where it listens
   */
  record Qemu(
      Claim claim,
      String domain,
      long pid,
      Path folder,
      boolean holdsPidfile,
      @Nullable Says says,
      boolean neverRan,
      List<String> ports)
      implements Sight {
    public Qemu {
      requireNonNull(claim, "claim is null");
      ports = List.copyOf(ports);
    }
  }

  /** What a QEMU's monitor says of it. */
  record Says(RunState runs, MigrationStatus migration) {}

  /**
   * The folder of a QEMU, or of a domain, to which nothing here refers.
   *
   * @param qemu what is proven about the QEMU that it belongs to
   */
  record Folder(Claim claim, @Nullable String domain, Path path, Liveness qemu) implements Sight {}

  /**
   * A file.
   *
   * @param unfinished whether drover began it and never gave it its name
   */
  record File(Claim claim, @Nullable String domain, Path path, boolean unfinished)
      implements Sight {}

  /**
   * A lease that others cannot take because of this host.
   *
   * @param qemu what is proven about the domain's QEMU here
   * @param process whether a process of this machine was started for the domain; null if nobody
   *     knows
   * @param olderThanState whether the lease was taken before this state folder was made: then it
   *     says nothing that the folder knows no QEMU
   */
  record OwnLease(
      Claim claim,
      String domain,
      Lease lease,
      Liveness qemu,
      @Nullable Boolean process,
      boolean olderThanState)
      implements Sight {}
}
