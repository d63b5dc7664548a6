package dev.drover.hypervisor.sweep;

import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.qemu.Liveness;
import dev.drover.hypervisor.qmp.MigrationStatus;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.protocol.message.SweepFinding.Kind;
import dev.drover.protocol.message.SweepFinding.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what is left over, and what of it may be removed (switchover.md, sections 2 and 7). A pure
 * function: it looks at nothing and does nothing.
 *
 * <p>The law: no QEMU is ended that runs, is loaded or has been sent away, nor one whose monitor
 * does not answer; nothing is touched that an open record names, or may name because it cannot be
 * read; a lease is given back only where its QEMU is proven dead. In doubt a thing is left and
 * told.
 */
final class Judge {
  private static final String UNREADABLE =
      "a job record of this host cannot be read, and may name it";

  private Judge() {}

  /** Returns the finding; empty if the thing is where it belongs. */
  static Optional<SweepFinding> judge(Sight sight) {
    if (sight.claim() == Claim.OPEN_RECORD) {
      return Optional.empty();
    }
    if (sight instanceof Sight.Qemu qemu) {
      return Optional.of(judge(qemu));
    }
    if (sight instanceof Sight.Folder folder) {
      return judge(folder);
    }
    if (sight instanceof Sight.File file) {
      return judge(file);
    }
    return judge((Sight.OwnLease) sight);
  }

  private static SweepFinding judge(Sight.Qemu qemu) {
    StringBuilder what = new StringBuilder("QEMU process " + qemu.pid() + " in " + qemu.folder());
    if (!qemu.ports().isEmpty()) {
      what.append(", listening on ").append(String.join(" and ", qemu.ports()));
    }
    String why = whyNotEnded(qemu);
    return new SweepFinding(
        Kind.PROCESS,
        qemu.domain(),
        what.toString(),
        why == null ? Verdict.SAFE : Verdict.LEFT,
        why == null ? "it waits for a guest that nobody sends, and never ran one" : why);
  }

  private static @Nullable String whyNotEnded(Sight.Qemu qemu) {
    if (qemu.claim() == Claim.LIVING_QEMU) {
      return "the domain has another QEMU here: find out which copy is good";
    }
    Sight.Says says = qemu.says();
    if (says == null) {
      return "its monitor does not answer, and what hangs may still hold a guest";
    }
    String guest = whyGuest(says, qemu.neverRan());
    if (guest != null) {
      return guest;
    }
    if (qemu.claim() == Claim.UNREADABLE_RECORD) {
      return UNREADABLE;
    }
    return qemu.holdsPidfile() ? null : "its pidfile is gone: its death could not be proven";
  }

  /** Returns why a QEMU holds a guest, or may; null if it certainly holds none. */
  private static @Nullable String whyGuest(Sight.Says says, boolean neverRan) {
    return switch (says.runs()) {
      case RUNNING -> "a guest runs in it";
      case POSTMIGRATE, FINISH_MIGRATE -> "its guest has been sent away, and may have to come back";
      case INMIGRATE ->
          says.migration() == MigrationStatus.NONE || says.migration() == MigrationStatus.SETUP
              ? whyRan(neverRan)
              : "a guest is being sent to it";
      case PRELAUNCH ->
          says.migration() == MigrationStatus.NONE
              ? whyRan(neverRan)
              : "it has to do with a migration, " + says.migration().text();
      case PAUSED,
          DEBUG,
          INTERNAL_ERROR,
          IO_ERROR,
          RESTORE_VM,
          SAVE_VM,
          SHUTDOWN,
          SUSPENDED,
          WATCHDOG,
          GUEST_PANICKED,
          COLO,
          UNKNOWN ->
          "it holds a guest, which is " + says.runs().text();
    };
  }

  private static @Nullable String whyRan(boolean neverRan) {
    return neverRan ? null : "its run-state log does not prove that no guest ran in it";
  }

  private static Optional<SweepFinding> judge(Sight.Folder folder) {
    boolean ofLivingQemu = folder.claim() == Claim.LIVING_QEMU || folder.qemu() == Liveness.ALIVE;
    if (ofLivingQemu || folder.claim() == Claim.DEFINITION) {
      // A QEMU that should not be there is told as a process.
      return Optional.empty();
    }
    String why =
        folder.domain() == null
            ? "its name is no UUID: drover has not made it"
            : whyAlive(folder.qemu(), folder.claim());
    return Optional.of(
        new SweepFinding(
            Kind.FOLDER,
            folder.domain(),
            "folder " + folder.path(),
            why == null ? Verdict.SAFE : Verdict.LEFT,
            why == null ? "no domain and no job refers to it, and its QEMU is dead" : why));
  }

  private static Optional<SweepFinding> judge(Sight.File file) {
    String why = null;
    if (!file.unfinished()) {
      why = "drover has not made it";
    } else if (file.claim() == Claim.UNREADABLE_RECORD) {
      why = UNREADABLE;
    }
    return Optional.of(
        new SweepFinding(
            Kind.FILE,
            file.domain(),
            "file " + file.path(),
            why == null ? Verdict.SAFE : Verdict.LEFT,
            why == null ? "it was begun and never finished" : why));
  }

  private static Optional<SweepFinding> judge(Sight.OwnLease own) {
    if (own.claim() == Claim.LIVING_QEMU) {
      return Optional.empty();
    }
    String why = whyKept(own);
    return Optional.of(
        new SweepFinding(
            Kind.LEASE,
            own.domain(),
            "lease of domain %s, epoch %d: %s"
                .formatted(own.domain(), own.lease().epoch(), own.lease().sentence()),
            why == null ? Verdict.SAFE : Verdict.LEFT,
            why == null ? "no QEMU of the domain lives here, and no job refers to it" : why));
  }

  private static @Nullable String whyKept(Sight.OwnLease own) {
    Lease lease = own.lease();
    String handed =
        switch (lease.state()) {
          case FREE -> "it is free";
          case HANDING_OVER -> "its heir may still have to take it, and must not find it free";
          case OWNED, HANDED_BACK -> null;
        };
    if (handed != null) {
      return handed;
    }
    String alive = whyAlive(own.qemu(), own.claim());
    if (alive != null) {
      return alive;
    }
    if (own.process() == null) {
      return "the processes of this machine cannot be listed";
    }
    if (own.process()) {
      return "a process of this machine was started for the domain";
    }
    return own.olderThanState()
        ? "it was taken before this state folder was made, which therefore proves no death"
        : null;
  }

  private static @Nullable String whyAlive(Liveness qemu, Claim claim) {
    return switch (qemu) {
      case ALIVE -> "its QEMU lives";
      case UNKNOWN -> "nobody can tell whether its QEMU lives";
      case DEAD -> claim == Claim.UNREADABLE_RECORD ? UNREADABLE : null;
    };
  }
}
