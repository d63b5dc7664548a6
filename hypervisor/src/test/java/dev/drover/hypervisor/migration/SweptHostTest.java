package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.drover.hypervisor.lock.FolderLockManager;
import dev.drover.hypervisor.lock.LeaseState;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.protocol.message.SweepFinding.Kind;
import dev.drover.protocol.message.SweepFinding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a host finds left over with itself, on real processes, and what it does about it. */
class SweptHostTest extends TwoRealHosts {
  private static final String STRANGER = "5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a0ff";

  @Override
  RealHost open(String name, String folder) throws IOException {
    Path space = Files.createDirectories(root.resolve("leases"));
    Files.writeString(space.resolve("lockspace-id"), "c0ffee00-0000-4000-8000-000000000001");
    return new RealHost(
        name,
        root.resolve(folder),
        wire,
        UnaryOperator.identity(),
        host -> new FolderLockManager(space, host, name, InstantSource.system()));
  }

  @Test
  void nothingIsLeftOverInTheLifeOfADomainAndItsMove() {
    assertThat(swept(alpha)).isEmpty();
    Move move = new Move(UUID, alpha, beta);
    move.prepare(move.begin());
    assertThat(fixed(alpha)).isEmpty();
    assertThat(fixed(beta)).as("its record is open").isEmpty();
    assertThat(only(beta).state()).isEqualTo(DomainState.INCOMING);
    move.perform(move.prepare(move.begin()));
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(swept(alpha)).isEmpty();
    assertThat(swept(beta)).isEmpty();
    beta.hypervisor().destroy(UUID);
    assertThat(swept(beta)).isEmpty();
  }

  @Test
  void aWaitingQemuWithoutARecordIsEndedAndNothingOfItRemains() throws IOException {
    waitingWithoutRecord();
    long pid = pid(beta);

    assertThat(swept(beta))
        .as("looking changes nothing")
        .isEqualTo(swept(beta))
        .satisfiesExactly(
            found -> {
              assertThat(found.kind()).isEqualTo(Kind.PROCESS);
              assertThat(found.verdict()).isEqualTo(Verdict.SAFE);
              assertThat(found.what()).contains("" + pid).contains("listening on 127.0.0.1:");
            },
            draft -> assertThat(draft.what()).endsWith("definition.xml.new"));
    assertThat(fixed(beta)).allMatch(found -> found.verdict() == Verdict.REMOVED);

    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(root.resolve("b/domains")).isEmptyDirectory();
    assertThat(fixed(beta)).isEmpty();
  }

  @Test
  void aWaitingQemuThatNotEvenItsDefinitionNamesIsEnded() throws IOException {
    waitingWithoutRecord();
    beta.close();
    forgetQemu("b");
    beta = open("beta", "b");
    assertThat(beta.hypervisor().domains()).isEmpty();

    assertThat(fixed(beta)).extracting(SweepFinding::kind).contains(Kind.PROCESS, Kind.FOLDER);

    assertThat(root.resolve("b/domains")).isEmptyDirectory();
    assertThat(fixed(beta)).isEmpty();
  }

  @Test
  void aQemuThatHangsIsLeft() throws Exception {
    waitingWithoutRecord();
    long pid = pid(beta);
    signal("STOP", pid);

    assertThat(fixed(beta))
        .filteredOn(found -> found.kind() == Kind.PROCESS)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.verdict()).isEqualTo(Verdict.LEFT);
              assertThat(found.reason()).contains("does not answer");
            });

    signal("CONT", pid);
    assertThat(fixed(beta)).allMatch(found -> found.verdict() == Verdict.REMOVED);
  }

  @Test
  void nothingIsTouchedWhileARecordCannotBeRead() throws IOException {
    Move move = new Move(UUID, alpha, beta);
    move.prepare(move.begin());
    beta.close();
    try (Stream<Path> records = Files.list(root.resolve("b/jobs"))) {
      for (Path record : records.toList()) {
        Files.writeString(record, "damaged");
      }
    }
    beta = open("beta", "b");

    assertThat(fixed(beta))
        .isNotEmpty()
        .allSatisfy(
            found -> {
              assertThat(found.verdict()).isEqualTo(Verdict.LEFT);
              assertThat(found.reason()).contains("cannot be read");
            });
    assertThat(only(beta).state()).isEqualTo(DomainState.INCOMING);
  }

  @Test
  void aRunningGuestIsLeftWhoeverForgotIt() throws IOException {
    long pid = pid(alpha);
    alpha.close();
    forgetQemu("a");
    Files.delete(root.resolve("a/domains").resolve(UUID).resolve("definition.xml"));
    alpha = open("alpha", "a");

    assertThat(fixed(alpha))
        .extracting(SweepFinding::kind, SweepFinding::verdict)
        .containsExactlyInAnyOrder(
            tuple(Kind.PROCESS, Verdict.LEFT), tuple(Kind.LEASE, Verdict.LEFT));
    assertThat(ProcessHandle.of(pid)).isPresent();
    assertThat(locks(alpha).find(UUID).orElseThrow().owner()).isEqualTo(alpha.id());
  }

  @Test
  void whatADeadQemuLeftIsRemovedAndItsLeaseGivenBack() throws Exception {
    alpha.close();
    signal("KILL", pid(alpha));
    forgetQemu("a");
    Files.delete(root.resolve("a/domains").resolve(UUID).resolve("definition.xml"));
    Path state = root.resolve("a");
    // The worker that starts gives leases back for the folders it has.
    Files.move(state.resolve("domains").resolve(UUID), state.resolve("aside"));
    alpha = open("alpha", "a");
    Files.move(state.resolve("aside"), state.resolve("domains").resolve(UUID));
    eventually(
        () -> swept(alpha).stream().allMatch(found -> found.verdict() == Verdict.SAFE),
        "the killed QEMU is dead");
    assertThat(swept(alpha))
        .extracting(SweepFinding::kind)
        .containsExactly(Kind.LEASE, Kind.FOLDER);

    assertThat(fixed(alpha)).allMatch(found -> found.verdict() == Verdict.REMOVED);

    assertThat(locks(alpha).find(UUID).orElseThrow().state()).isEqualTo(LeaseState.FREE);
    assertThat(root.resolve("a/domains")).isEmptyDirectory();
    assertThat(fixed(alpha)).isEmpty();
  }

  @Test
  void aLeaseOfADomainThatIsNotHereIsGivenBackUnlessItIsHandedOver() {
    locks(beta).claim(STRANGER, "stranger");
    assertThat(fixed(beta))
        .singleElement()
        .satisfies(found -> assertThat(found.verdict()).isEqualTo(Verdict.REMOVED));
    assertThat(locks(beta).find(STRANGER).orElseThrow().state()).isEqualTo(LeaseState.FREE);

    locks(beta).claim(STRANGER, "stranger");
    locks(beta).handOver(STRANGER, "move", alpha.id());
    assertThat(fixed(beta))
        .singleElement()
        .satisfies(found -> assertThat(found.verdict()).isEqualTo(Verdict.LEFT));
    assertThat(locks(beta).take(STRANGER, "move")).as("still its owner's").isFalse();
    assertThat(swept(alpha)).as("not alpha's yet").isEmpty();
  }

  @Test
  void filesThatWereNeverFinishedAreRemovedAndStrangeOnesLeft() throws IOException {
    Path domains = root.resolve("a/domains");
    Path draft = domains.resolve(UUID).resolve("definition.xml.new");
    Path note = domains.resolve("note.txt");
    Path strange = Files.createDirectory(domains.resolve("old"));
    Path empty = Files.createDirectory(domains.resolve(STRANGER));
    Files.writeString(draft, "<dom");
    Files.writeString(note, "mine");

    assertThat(fixed(alpha))
        .extracting(found -> found.what().replaceAll(".* ", ""), SweepFinding::verdict)
        .containsExactlyInAnyOrder(
            tuple(draft.toString(), Verdict.REMOVED),
            tuple(empty.toString(), Verdict.REMOVED),
            tuple(note.toString(), Verdict.LEFT),
            tuple(strange.toString(), Verdict.LEFT));
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    Files.delete(note);
    Files.delete(strange);
    assertThat(fixed(alpha)).isEmpty();
  }

  @Test
  void anUndefinedDomainWhoseGuestHasCrashedLeavesNothing() throws Exception {
    signal("KILL", pid(alpha));
    eventually(() -> only(alpha).state() == DomainState.SHUT_OFF, "the guest is gone");
    assertThat(swept(alpha).stream().filter(found -> found.kind() != Kind.LEASE))
        .as("a dead guest's folder is evidence")
        .isEmpty();

    alpha.hypervisor().undefine(UUID);

    assertThat(alpha.hypervisor().domains()).isEmpty();
    assertThat(swept(alpha)).isEmpty();
    assertThat(root.resolve("a/domains")).isEmptyDirectory();
  }

  /** A move whose destination has lost its record, and has a new worker since. */
  private void waitingWithoutRecord() throws IOException {
    Move move = new Move(UUID, alpha, beta);
    move.prepare(move.begin());
    beta.close();
    try (Stream<Path> records = Files.list(root.resolve("b/jobs"))) {
      for (Path record : records.toList()) {
        Files.delete(record);
      }
    }
    beta = open("beta", "b");
    assertThat(only(beta).state()).isEqualTo(DomainState.INCOMING);
  }

  /** Removes what tells a worker of the QEMU that is there. */
  private void forgetQemu(String folder) throws IOException {
    Path domain = root.resolve(folder).resolve("domains").resolve(UUID);
    Files.delete(domain.resolve("live.xml"));
    Files.delete(domain.resolve("live.boot"));
  }

  private long pid(RealHost host) throws IOException {
    return Long.parseLong(
        Files.readString(host.running().folder(UUID).resolve("qemu.pid")).strip());
  }

  private FolderLockManager locks(RealHost host) {
    return new FolderLockManager(root.resolve("leases"), host.id(), "test", InstantSource.system());
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }

  private static List<SweepFinding> swept(RealHost host) {
    return host.hypervisor().sweep(false).findings();
  }

  private static List<SweepFinding> fixed(RealHost host) {
    return host.hypervisor().sweep(true).findings();
  }
}
