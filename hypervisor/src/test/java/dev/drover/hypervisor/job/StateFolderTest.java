package dev.drover.hypervisor.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  private static final String CERTIFICATE_HOST = "3d2b8f0a-95b1-4a35-9a3e-5f1c0e8b7d02";

  private Path folder;

  @BeforeEach
  void chooseAFolderThatDoesNotExist(@TempDir Path temporary) {
    folder = temporary.resolve("a/state");
  }

  @Test
  void aHostIsItsUuidDrawnOnce() throws IOException {
    String drawn;
    try (StateFolder state = StateFolder.open(folder, null)) {
      drawn = state.hostId();
      assertThat(UUID.fromString(drawn)).hasToString(drawn);
      assertThat(state.bootId())
          .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }
    try (StateFolder state = StateFolder.open(folder, null)) {
      assertThat(state.hostId()).isEqualTo(drawn);
    }
  }

  @Test
  void aNewFolderTakesTheCertificatesUuidOver() {
    try (StateFolder state = StateFolder.open(folder, CERTIFICATE_HOST.toUpperCase(Locale.ROOT))) {
      assertThat(state.hostId()).isEqualTo(CERTIFICATE_HOST);
    }
    try (StateFolder state = StateFolder.open(folder, CERTIFICATE_HOST)) {
      assertThat(state.hostId()).isEqualTo(CERTIFICATE_HOST);
    }
  }

  @Test
  void anotherHostsCertificateIsRefused() {
    String drawn;
    try (StateFolder state = StateFolder.open(folder, null)) {
      drawn = state.hostId();
    }
    assertThatThrownBy(() -> StateFolder.open(folder, CERTIFICATE_HOST))
        .satisfies(failure -> code(failure, FailureCode.INVALID_CONFIGURATION))
        .hasMessageContainingAll(drawn, CERTIFICATE_HOST, folder.toString());
    StateFolder.open(folder, null).close();
  }

  @Test
  void aDamagedHostIdIsRefused() throws IOException {
    StateFolder.open(folder, null).close();
    Files.writeString(folder.resolve("host-id"), "1-1-1-1-1\n");

    assertThatThrownBy(() -> StateFolder.open(folder, null))
        .satisfies(failure -> code(failure, FailureCode.INVALID_CONFIGURATION))
        .hasMessageContaining("1-1-1-1-1");
  }

  @Test
  void everythingInItBelongsToItsOwnerAlone() throws IOException {
    StateFolder.open(folder, null).close();

    try (var files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("%s", file)
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void aFolderThatOthersMayEnterIsRefusedAndLeftAsItIs() throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> StateFolder.open(folder, null))
        .satisfies(failure -> code(failure, FailureCode.INVALID_CONFIGURATION))
        .hasMessageContainingAll("rwxr-xr-x", "chmod 700");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileInItsPlaceIsSaid() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.createFile(folder);

    assertThatThrownBy(() -> StateFolder.open(folder, null))
        .satisfies(failure -> code(failure, FailureCode.STORAGE_FAILED))
        .hasMessageContaining(folder.toString());
  }

  @Test
  void oneProcessHoldsItOnceAndRefusingASecondHolderKeepsTheLock() throws Exception {
    try (StateFolder held = StateFolder.open(folder, null)) {
      assertThatThrownBy(() -> StateFolder.open(folder, null))
          .satisfies(failure -> code(failure, FailureCode.STATE_FOLDER_IN_USE));

      Process other = holder();
      assertThat(other.waitFor(20, TimeUnit.SECONDS)).as("the other process ended").isTrue();
      assertThat(other.exitValue()).isEqualTo(FailureCode.STATE_FOLDER_IN_USE.exitCode());
      assertThat(held.hostId()).isNotEmpty();
    }
  }

  @Test
  void twoProcessesCannotHoldItAndAKilledOneLetsGo() throws Exception {
    Process other = holder();
    try {
      try (BufferedReader output = other.inputReader()) {
        assertThat(output.readLine()).isEqualTo("held");
        assertThatThrownBy(() -> StateFolder.open(folder, null))
            .satisfies(failure -> code(failure, FailureCode.STATE_FOLDER_IN_USE))
            .hasMessage("The state folder " + folder + " is held by process " + other.pid() + ".");
      }
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(20, TimeUnit.SECONDS)).as("the other process ended").isTrue();
    StateFolder.open(folder, null).close();
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(requireNonNull(System.getProperty("java.home")), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            requireNonNull(System.getProperty("java.class.path")),
            Holder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void code(Throwable failure, FailureCode code) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            DroverException.class, drover -> assertThat(drover.code()).isEqualTo(code));
  }

  /** Another process: holds the folder until its input ends, or exits with the failure's code. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (StateFolder state = StateFolder.open(Path.of(arguments[0]), null)) {
        System.out.println(state.hostId().isEmpty() ? "nobody" : "held");
        while (System.in.read() >= 0) {
          // Nothing is expected on the input but its end.
        }
      } catch (DroverException e) {
        System.exit(e.code().exitCode());
      }
    }
  }
}
