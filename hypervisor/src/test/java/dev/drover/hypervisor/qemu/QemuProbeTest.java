package dev.drover.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.domain.VirtType;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuProbeTest {
  private final QemuProbe probe = new QemuProbe();
  private Path folder;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  @Tag("qemu")
  void theInstalledQemuIsUnderstood() {
    QemuBinary binary = probe.probe(TestDomain.QEMU);
    assertThat(binary.version()).isGreaterThanOrEqualTo(QemuVersion.OLDEST);
    assertThat(binary.machines()).contains("pc-i440fx-7.2", "pc-q35-7.2").doesNotContain("pc");
    assertThat(binary.resolveMachine("pc")).startsWith("pc-i440fx-");
    assertThat(binary.runs(VirtType.QEMU)).isTrue();
  }

  @Test
  void anAnswerIsKeptUntilTheFileChanges() throws IOException {
    Path binary = script("version 9.1.0");
    assertThat(probe.probe(binary).version()).isEqualTo(new QemuVersion(9, 1, 0));
    FileTime modified = Files.getLastModifiedTime(binary);

    script("version 10.0.2");
    Files.setLastModifiedTime(binary, modified);
    assertThat(probe.probe(binary).version()).isEqualTo(new QemuVersion(9, 1, 0));

    Files.setLastModifiedTime(binary, FileTime.fromMillis(modified.toMillis() + 1000));
    assertThat(probe.probe(binary).version()).isEqualTo(new QemuVersion(10, 0, 2));
  }

  @Test
  void aMissingProgramIsNamed() {
    assertFails(folder.resolve("none"), FailureCode.QEMU_MISSING, "There is no QEMU");
  }

  @Test
  void anOtherProgramIsNotQemu() throws IOException {
    assertFails(script("Hello"), FailureCode.QEMU_MISSING, "is not QEMU");
  }

  @Test
  void anOldQemuIsRefusedWithItsVersion() throws IOException {
    assertFails(script("version 6.2.0"), FailureCode.QEMU_TOO_OLD, "6.2.0");
  }

  @Test
  void machinesAndTheirAliasesAreTold() {
    Set<String> machines = new HashSet<>();
    Map<String, String> aliases = new HashMap<>();
    QemuProbe.readMachines(
        """
        Supported machines are:
        microvm              microvm (i386)
        pc                   Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-7.2)
        pc-i440fx-7.2        Standard PC (i440FX + PIIX, 1996) (default)
        pc-i440fx-1.4        Standard PC (i440FX + PIIX, 1996) (deprecated)
        """,
        machines,
        aliases);
    assertThat(machines).containsExactlyInAnyOrder("microvm", "pc-i440fx-7.2", "pc-i440fx-1.4");
    assertThat(aliases).containsOnly(Map.entry("pc", "pc-i440fx-7.2"));
  }

  private void assertFails(Path binary, FailureCode code, String words) {
    assertThatThrownBy(() -> probe.probe(binary))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining(binary.toString())
        .hasMessageContaining(words)
        .extracting("code")
        .isEqualTo(code);
  }

  private Path script(String answer) throws IOException {
    Path script = folder.resolve("qemu");
    Files.writeString(script, "#!/bin/sh\necho \"QEMU emulator " + answer + " (x)\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
