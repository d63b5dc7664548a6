package dev.drover.worker.doctor;

import static dev.drover.worker.doctor.Findings.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.worker.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateChecksTest {
  private static final String USER = System.getProperty("user.name", "?");

  @TempDir private Path temporary = Path.of("");
  private Path folder = Path.of("");
  private Path proc = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    proc = Files.createDirectory(temporary.resolve("proc"));
    folder = Files.createDirectory(temporary.resolve("s"));
    mode("rwx------");
  }

  @Test
  void aFolderThatIsNotThereIsNoFailure() {
    says(
        new StateChecks(Path.of("/nowhere/drover"), USER, new Proc(proc)).run(),
        "state folder",
        Status.WARNING,
        "/nowhere/drover does not exist");
  }

  @Test
  void aPathThatIsTooLongForSocketsIsFoundBeforeAWorkerFindsIt() {
    says(
        new StateChecks(Path.of("/" + "x".repeat(43)), USER, new Proc(proc)).run(),
        "state folder",
        Status.FAILED,
        "too long for sockets");
  }

  @Test
  void aFolderThatOthersMayEnterIsAFailure() throws IOException {
    mode("rwxr-x---");

    says(run(), "state folder", Status.FAILED, "is open to other users (rwxr-x---)");
  }

  @Test
  void aFolderOfSomebodyElseIsSaid() {
    says(
        new StateChecks(folder, "nobody-else", new Proc(proc)).run(),
        "state folder",
        Status.WARNING,
        "and you are nobody-else");
  }

  @Test
  void aWorkerRunsWhereTheProcessThatIsNamedHoldsTheLock() throws IOException {
    says(run(), "worker", Status.WARNING, "No worker runs here");
    Path lock = Files.writeString(folder.resolve("lock"), "process 4711\n");
    says(run(), "worker", Status.WARNING, "No worker runs here");

    Object inode = Files.getAttribute(lock, "unix:ino");
    Files.writeString(
        proc.resolve("locks"), "1: POSIX  ADVISORY  WRITE 4711 fe:01:" + inode + " 0 EOF\n");
    says(run(), "worker", Status.OK, "process 4711");
    assertThat(Files.readString(lock)).isEqualTo("process 4711\n");
  }

  @Test
  void openMovesWithoutAWorkerAreAFailure() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("jobs")).resolve("m.source.job"), "anything");

    says(run(), "worker", Status.FAILED, "and moves are open");
    says(run(), "moves", Status.WARNING, "1 moves are open here");
  }

  @Test
  void guestsOfAnEarlierBootAreFoundWhereNoWorkerHasSettledThem() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "now\n");
    Path domain = Files.createDirectories(folder.resolve("domains/d"));
    Files.writeString(domain.resolve("live.boot"), "now\n");
    assertThat(run()).noneMatch(one -> one.check().equals("boot"));

    Files.writeString(domain.resolve("live.boot"), "then\n");
    says(run(), "boot", Status.WARNING, "1 guests ran here before the machine's last boot");
  }

  @Test
  void lookingChangesNothing() throws IOException {
    run();

    assertThat(folder).isEmptyDirectory();
  }

  private List<Finding> run() {
    return new StateChecks(folder, USER, new Proc(proc)).run();
  }

  private void mode(String permissions) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }
}
