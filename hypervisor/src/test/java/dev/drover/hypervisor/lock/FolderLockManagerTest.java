package dev.drover.hypervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockManagerTest {
  private static final String SPACE = "c0ffee00-0000-4000-8000-000000000001";
  private static final String DOMAIN = "5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a001";
  private static final String MOVE = "move-1";
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private Path folder;
  private FolderLockManager alpha;
  private FolderLockManager beta;
  private FolderLockManager gamma;

  @BeforeEach
  void threeHostsShareALockspace(@TempDir Path shared) throws IOException {
    folder = Files.createDirectory(shared.resolve("leases"));
    Files.writeString(folder.resolve(Lockspace.ID_FILE), SPACE + "\n");
    alpha = host("alpha");
    beta = host("beta");
    gamma = host("gamma");
  }

  private FolderLockManager host(String name) {
    return new FolderLockManager(folder, id(name), name, CLOCK);
  }

  private static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .toString();
  }

  @Test
  void aDomainIsClaimedByOneHostAndTheOtherIsToldByWhom() {
    alpha.claim(DOMAIN, "web");
    alpha.claim(DOMAIN, "web");
    assertThat(alpha.find(DOMAIN).orElseThrow().epoch()).as("repeating changes nothing").isOne();
    assertThatThrownBy(() -> beta.claim(DOMAIN, "web"))
        .isInstanceOfSatisfying(
            DroverException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DOMAIN_LEASED))
        .hasMessageContaining("web")
        .hasMessageContaining("beta")
        .hasMessageContaining("host alpha owns it since 1970-01-01T00:00:00Z");
    alpha.release(DOMAIN);
    beta.claim(DOMAIN, "web");
    assertThat(beta.find(DOMAIN).orElseThrow().ownerName()).isEqualTo("beta");
  }

  @Test
  void storageThatIsNotMountedAnyMoreHoldsNoFreeLease() throws IOException {
    alpha.claim(DOMAIN, "web");
    Path mounted = folder.resolveSibling("mounted");
    Files.move(folder, mounted);
    Files.createDirectory(folder); // The mount point, empty.

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> beta.claim(DOMAIN, "web"),
            () -> beta.take(DOMAIN, MOVE),
            () -> alpha.handOver(DOMAIN, MOVE, id("beta")),
            () -> alpha.takeBack(DOMAIN, MOVE),
            () -> beta.neverTook(DOMAIN, MOVE),
            () -> beta.find(DOMAIN))) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              DroverException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.STORAGE_FAILED))
          .hasMessageContaining(folder.toString());
    }
    assertThat(folder).isEmptyDirectory();

    Files.delete(folder);
    Files.move(mounted, folder);
    assertThat(beta.find(DOMAIN).orElseThrow().ownerName()).isEqualTo("alpha");
  }

  @Test
  void aLeaseIsNeverFreeInAMove() {
    alpha.claim(DOMAIN, "web");
    assertThat(beta.take(DOMAIN, MOVE)).as("not handed over yet").isFalse();
    alpha.handOver(DOMAIN, MOVE, id("beta"));
    assertThatThrownBy(() -> gamma.claim(DOMAIN, "web")).hasMessageContaining("alpha");
    assertThat(gamma.take(DOMAIN, MOVE)).as("not the heir").isFalse();
    assertThat(beta.take(DOMAIN, "another-move")).as("not the move").isFalse();
    assertThatThrownBy(() -> beta.claim(DOMAIN, "web")).as("no cold boot by the heir").isNotNull();
    assertThat(beta.take(DOMAIN, MOVE)).isTrue();
    assertThat(beta.take(DOMAIN, MOVE)).as("repeated").isTrue();
    assertThat(alpha.takeBack(DOMAIN, MOVE)).as("the heir has it").isFalse();
    alpha.handOver(DOMAIN, MOVE, id("beta"));
    alpha.release(DOMAIN);
    assertThat(beta.find(DOMAIN).orElseThrow().ownerName()).as("late repeats").isEqualTo("beta");
  }

  @Test
  void aLeaseThatWasTakenBackCannotBeTakenByTheHeir() {
    alpha.claim(DOMAIN, "web");
    alpha.handOver(DOMAIN, MOVE, id("beta"));
    assertThat(alpha.takeBack(DOMAIN, MOVE)).isTrue();
    assertThat(beta.take(DOMAIN, MOVE)).isFalse();
    assertThat(alpha.takeBack(DOMAIN, MOVE)).as("repeated").isTrue();
  }

  @Test
  void aLeaseThatIsGivenBackIsTheSourcesAlone() {
    alpha.claim(DOMAIN, "web");
    alpha.handOver(DOMAIN, MOVE, id("beta"));
    assertThat(beta.take(DOMAIN, MOVE)).isTrue();
    beta.giveBack(DOMAIN, MOVE, id("alpha"));
    beta.giveBack(DOMAIN, MOVE, id("alpha"));
    assertThatThrownBy(() -> gamma.claim(DOMAIN, "web")).hasMessageContaining("handed it back");
    assertThatThrownBy(() -> beta.claim(DOMAIN, "web")).hasMessageContaining("handed it back");
    assertThat(beta.take(DOMAIN, MOVE)).isFalse();
    assertThat(alpha.takeBack(DOMAIN, MOVE)).isTrue();
  }

  @Test
  void whatAHostNeverTookItNeverRan() {
    alpha.claim(DOMAIN, "web");
    assertThat(beta.neverTook(DOMAIN, MOVE)).isTrue();
    alpha.handOver(DOMAIN, MOVE, id("beta"));
    assertThat(beta.neverTook(DOMAIN, MOVE)).isTrue();
    beta.take(DOMAIN, MOVE);
    assertThat(beta.neverTook(DOMAIN, MOVE)).isFalse();
    assertThat(beta.neverTook(UUID.randomUUID().toString(), MOVE)).as("no lease").isFalse();
  }

  @Test
  void ofHostsThatClaimAtTheSameTimeOneHasIt() throws Exception {
    int hosts = 8;
    ExecutorService pool = Executors.newFixedThreadPool(hosts);
    try {
      for (int round = 0; round < 20; round++) {
        String domain = UUID.randomUUID().toString();
        CyclicBarrier together = new CyclicBarrier(hosts);
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
          FolderLockManager one = host("host" + i);
          claims.add(
              () -> {
                together.await();
                try {
                  one.claim(domain, "web");
                  return true;
                } catch (DroverException e) {
                  assertThat(e.code()).isEqualTo(FailureCode.DOMAIN_LEASED);
                  return false;
                }
              });
        }
        int won = 0;
        for (Future<Boolean> claim : pool.invokeAll(claims)) {
          won += claim.get() ? 1 : 0;
        }
        assertThat(won).as("round " + round).isOne();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aHostThatIsFarBehindCannotWriteOverThePresent() throws IOException {
    Lockspace space = Lockspace.open(folder);
    alpha.claim(DOMAIN, "web");
    Lease first = alpha.find(DOMAIN).orElseThrow();
    for (int i = 0; i < 100; i++) {
      alpha.release(DOMAIN);
      alpha.claim(DOMAIN, "web");
    }
    Lease present = alpha.find(DOMAIN).orElseThrow();
    assertThat(space.add(DOMAIN, first)).as("its epoch is long past and pruned").isFalse();
    assertThat(alpha.find(DOMAIN)).contains(present);
    try (var files = Files.list(folder.resolve(DOMAIN))) {
      assertThat(files.count()).as("history is bounded").isLessThan(70);
    }
  }

  @Test
  void anEntryThatWasNeverFinishedCountsForNothing() throws IOException {
    alpha.claim(DOMAIN, "web");
    Files.writeString(folder.resolve(DOMAIN).resolve(".half.new"), "{\"ver");
    assertThat(beta.find(DOMAIN).orElseThrow().ownerName()).isEqualTo("alpha");
  }

  @Test
  void aLeaseOfANewerVersionOrADamagedOneIsNeverGuessedAt() throws IOException {
    alpha.claim(DOMAIN, "web");
    Path next = folder.resolve(DOMAIN).resolve("000000000002");
    Files.writeString(next, "{\"version\": 2, \"epoch\": 2, \"state\": \"FREE\"}");
    assertThatThrownBy(() -> beta.claim(DOMAIN, "web"))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.RECORD_UNREADABLE))
        .hasMessageContaining("version is 2");
    Files.writeString(next, "{");
    assertThatThrownBy(() -> alpha.takeBack(DOMAIN, MOVE))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.RECORD_UNREADABLE));
  }

  @Test
  void aFolderWithoutItsIdIsNoLockspace(@TempDir Path notMounted) throws IOException {
    assertThatThrownBy(() -> new FolderLockManager(notMounted, id("alpha"), "alpha", CLOCK))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.INVALID_CONFIGURATION))
        .hasMessageContaining("lockspace-id");
    Files.writeString(notMounted.resolve(Lockspace.ID_FILE), "not a uuid");
    assertThatThrownBy(() -> new FolderLockManager(notMounted, id("alpha"), "alpha", CLOCK))
        .hasMessageContaining("uuidgen");
  }

  @Test
  void theProtectionSaysWhetherTheFolderIsShared() {
    assertThat(alpha.protection()).contains(SPACE).contains("looks local");
  }
}
