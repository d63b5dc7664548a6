package dev.drover.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainFolderTest {
  @Test
  void aFolderIsMadeForThisUserAloneAndRemovedWhole(@TempDir Path root) throws IOException {
    DomainFolder folder = new DomainFolder(root.resolve("a/b"));
    folder.create();
    folder.create();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwx------");
    Files.writeString(folder.qemuLog(), "words");
    folder.remove();
    folder.remove();
    assertThat(folder.path()).doesNotExist();
  }

  @Test
  void aFolderTooLongForSocketsIsRefusedWithItsLength() {
    Path longest = Path.of("/" + "x".repeat(107 - 1 - "/emergency.sock".length()));
    assertThat(new DomainFolder(longest).emergencySocket().toString()).hasSize(107);
    assertThat(longest.resolve("serial999.sock").toString().length()).isLessThanOrEqualTo(107);
    assertThatThrownBy(() -> new DomainFolder(Path.of(longest + "y")))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining("108")
        .hasMessageContaining("107")
        .extracting("code")
        .isEqualTo(FailureCode.INVALID_CONFIGURATION);
  }
}
