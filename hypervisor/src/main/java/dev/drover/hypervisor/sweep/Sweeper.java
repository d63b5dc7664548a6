package dev.drover.hypervisor.sweep;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.qemu.DomainFolder;
import dev.drover.hypervisor.qemu.QemuProcess;
import dev.drover.hypervisor.qemu.QemuTable;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.protocol.message.SweepFinding.Kind;
import dev.drover.protocol.message.SweepFinding.Verdict;
import dev.drover.protocol.message.SweepReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds what is left over on a host, and removes what may go. Thread-safe.
 *
 * <p>Removing needs no record of its own. Each thing is looked at once more while its domain's lock
 * is held, judged anew, and removed in an order in which what proves a death goes last; a sweep
 * that dies in between leaves things that the next one finds. So it may be repeated, also by two
 * people at the same time: the second finds nothing any more.
 */
public final class Sweeper {
  private static final Duration DEATH = Duration.ofSeconds(10);

  /** Making a record takes milliseconds; this is far beyond a slow disk. */
  private static final Duration IN_THE_MAKING = Duration.ofMinutes(1);

  private static final String DRAFT = ".new";

  private final Path state;
  private final RunningDomains running;
  private final LockManager locks;
  private final Ledger ledger;
  private final SweepEyes eyes;

  /**
   * @param state this host's state folder
   * @param host this host's UUID
   */
  public Sweeper(
      Path state,
      String host,
      DefinitionStore definitions,
      RunningDomains running,
      LockManager locks,
      Ledger ledger) {
    this.state = requireNonNull(state, "state is null");
    this.running = requireNonNull(running, "running is null");
    this.locks = requireNonNull(locks, "locks is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    eyes = new SweepEyes(state, host, definitions, running, locks, ledger);
  }

  /**
   * Looks for what is left over.
   *
   * @param fix whether to remove what may go
   */
  public SweepReport sweep(boolean fix) {
    List<SweepFinding> findings = new ArrayList<>();
    // A dead QEMU's folder proves its death, which a lease needs: processes, leases, folders.
    processes(fix, findings::add);
    leases(fix, findings::add);
    folders(fix, findings::add);
    records(fix, findings::add);
    return new SweepReport(findings);
  }

  private void processes(boolean fix, Consumer<SweepFinding> findings) {
    for (QemuTable.Seen process : QemuTable.all()) {
      eyes.domainOf(process)
          .ifPresent(
              domain ->
                  one(domain, () -> eyes.qemu(domain, process), () -> end(domain), fix, findings));
    }
  }

  private void end(String domain) {
    Optional<RunningDomain> known = running.find(domain);
    if (known.isPresent()) {
      known.get().kill();
      return;
    }
    QemuProcess.attach(domain, new DomainFolder(running.folder(domain))).kill(DEATH);
  }

  private void leases(boolean fix, Consumer<SweepFinding> findings) {
    List<String> domains;
    try {
      domains = locks.domains();
    } catch (DroverException e) {
      findings.accept(
          new SweepFinding(
              Kind.LEASE, null, "the lockspace", Verdict.LEFT, String.valueOf(e.getMessage())));
      return;
    }
    for (String domain : domains) {
      one(domain, () -> eyes.lease(domain), () -> locks.release(domain), fix, findings);
    }
  }

  private void folders(boolean fix, Consumer<SweepFinding> findings) {
    for (Path folder : list(state.resolve(StateLayout.DOMAINS), "*")) {
      String name = String.valueOf(folder.getFileName());
      for (Path draft : list(folder, "*" + DRAFT)) {
        // Seen without the lock it may be one that is just being written.
        synchronized (ledger.lock(name)) {
          one(name, () -> eyes.draft(name, draft), () -> delete(draft), fix, findings);
        }
      }
      one(name, () -> eyes.folder(name), () -> running.clear(name), fix, findings);
    }
  }

  private void records(boolean fix, Consumer<SweepFinding> findings) {
    for (String folder : List.of(StateLayout.JOBS, StateLayout.CLOSED)) {
      for (Path file : list(state.resolve(folder), "*")) {
        String name = String.valueOf(file.getFileName());
        boolean unfinished = name.endsWith(DRAFT);
        if (unfinished ? !isInTheMaking(file) : !name.matches(".+\\.(job|closed)")) {
          one(
              "",
              () ->
                  Files.exists(file)
                      ? Optional.of(new Sight.File(Claim.NOBODY, null, file, unfinished))
                      : Optional.empty(),
              () -> delete(file),
              fix,
              findings);
        }
      }
    }
  }

  private static boolean isInTheMaking(Path file) {
    try {
      long age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
      return age < IN_THE_MAKING.toMillis();
    } catch (IOException e) {
      return true;
    }
  }

  /** Looks at one thing, judges it, and removes it if that is wanted and safe. */
  private void one(
      String domain,
      Supplier<Optional<Sight>> look,
      Runnable removal,
      boolean fix,
      Consumer<SweepFinding> findings) {
    try {
      Optional<SweepFinding> found = look.get().flatMap(Judge::judge);
      if (fix && found.filter(one -> one.verdict() == Verdict.SAFE).isPresent()) {
        synchronized (ledger.lock(domain)) {
          found = look.get().flatMap(Judge::judge).map(one -> removed(one, removal));
        }
      }
      found.ifPresent(findings);
    } catch (DroverException e) {
      findings.accept(
          new SweepFinding(
              Kind.FOLDER,
              SweepEyes.isUuid(domain) ? domain : null,
              "what there is of domain " + domain,
              Verdict.LEFT,
              String.valueOf(e.getMessage())));
    }
  }

  private static SweepFinding removed(SweepFinding finding, Runnable removal) {
    if (finding.verdict() != Verdict.SAFE) {
      return finding;
    }
    try {
      removal.run();
      return finding.as(Verdict.REMOVED, finding.reason());
    } catch (DroverException e) {
      return finding.as(Verdict.LEFT, String.valueOf(e.getMessage()));
    }
  }

  private static List<Path> list(Path folder, String names) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
      files.forEach(found::add);
      return found;
    } catch (NotDirectoryException | NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("list " + folder, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("remove " + file, e);
    }
  }

  private static DroverException failed(String what, IOException e) {
    return new DroverException(
        FailureCode.STORAGE_FAILED, "This host could not " + what + ": " + e, e);
  }
}
