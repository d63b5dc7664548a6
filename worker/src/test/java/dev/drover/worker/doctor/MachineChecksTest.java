package dev.drover.worker.doctor;

import static dev.drover.worker.doctor.Findings.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.worker.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineChecksTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aMissingOrOldQemuIsAFailureWithAdvice() throws IOException {
    says(
        new MachineChecks(folder.resolve("none")).run(),
        "qemu",
        Status.FAILED,
        "There is no QEMU at");
    says(run("5.2.0", "tcg"), "qemu", Status.FAILED, "drover needs 7.2 or newer");
  }

  @Test
  void emulationAndItsTrapAreSaid() throws IOException {
    says(run("7.2.22", "tcg"), "kvm", Status.WARNING, "is built without KVM");
    says(run("7.2.22", "tcg"), "memory", Status.WARNING, "a multiple of 256 KiB");
    says(run("9.0.0", "tcg"), "memory", Status.OK, "any size");
  }

  @Test
  void aMachineWithoutTheDeviceIsSaid() throws IOException {
    says(
        new MachineChecks(qemu("10.0.2", "kvm"), folder.resolve("kvm")).run(),
        "qemu",
        Status.OK,
        "QEMU 10.0.2");
  }

  @Test
  void aKernelThatHoldsTheLastAcknowledgementBackIsSaid() throws IOException {
    Path setting = folder.resolve("sys/net/ipv4/tcp_pingpong_thresh");
    Proc proc = new Proc(folder);
    assertThat(MachineChecks.network(proc)).as("a kernel without the setting").isEmpty();
    Files.createDirectories(setting.getParent());
    Files.writeString(setting, "1\n");
    says(MachineChecks.network(proc).stream().toList(), "network", Status.WARNING, "40 ms longer");
    Files.writeString(setting, "3\n");
    says(MachineChecks.network(proc).stream().toList(), "network", Status.OK, "at once");
  }

  private List<Finding> run(String version, String accelerator) throws IOException {
    return new MachineChecks(qemu(version, accelerator)).run();
  }

  private Path qemu(String version, String accelerator) throws IOException {
    Path qemu = folder.resolve("qemu-" + version + accelerator);
    Files.writeString(
        qemu,
        """
        #!/bin/sh
        case "$1" in
          -version) echo 'QEMU emulator version %s (test)' ;;
          -machine) echo 'Supported machines are:' && echo 'pc-1 A PC' ;;
          -accel) echo 'Accelerators supported in QEMU binary:' && echo %s ;;
        esac
        """
            .formatted(version, accelerator));
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwx------"));
    return qemu;
  }
}
