package dev.drover.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.domain.Devices;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.OsDefinition;
import dev.drover.hypervisor.qmp.QmpCommands;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.hypervisor.qmp.QmpMonitor;
import dev.drover.hypervisor.qmp.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gives the lines of {@link QemuCommandLine} to a real QEMU. */
@Tag("qemu")
@Timeout(60)
class QemuAcceptsTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final QmpListener IGNORED =
      new QmpListener() {
        @Override
        public void event(QmpEvent event) {}

        @Override
        public void closed(String reason) {}
      };

  private Path root;
  private QemuBinary binary;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    root = temporary;
    binary = new QemuProbe().probe(TestDomain.QEMU);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-S",
        "a,debug-threads=off",
        "a=b,,c",
        "$(reboot); `reboot` | reboot",
        "\"'\\",
        "%s%n ü 机",
        "{\"driver\":\"x\"}"
      })
  void hostileNamesAreNamesAndNothingElse(String name) {
    DomainDefinition domain =
        TestDomain.with(
            name, new OsDefinition("x86_64", "pc-i440fx-7.2", List.of(), null), Devices.NONE);
    QmpMonitor monitor = start(domain, false);
    try (monitor) {
      assertThat(monitor.execute("query-name", Map.of(), DEADLINE).path("name").asText())
          .isEqualTo(name);
    } finally {
      kill();
    }
  }

  @Test
  void aDomainWithOneOfEverythingStartsOnBothSides() throws Exception {
    // A comma, because block nodes take file names as they are and options do not.
    Path image = root.resolve("a,b.qcow2");
    assertThat(
            new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "1M")
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    DomainDefinition domain = LargeDomain.with(image.toString(), false);
    for (boolean incoming : List.of(false, true)) {
      QmpMonitor monitor = start(domain, incoming);
      try (monitor) {
        QmpCommands commands = new QmpCommands(monitor, DEADLINE);
        assertThat(commands.queryStatus())
            .isEqualTo(incoming ? RunState.INMIGRATE : RunState.PRELAUNCH);
        assertThat(commands.queryVersion()).isEqualTo(binary.version().toString());
        assertThat(commands.queryMigrateCapabilities())
            .contains("return-path", "pause-before-switchover", "events");
      } finally {
        kill();
      }
    }
  }

  private QmpMonitor start(DomainDefinition domain, boolean incoming) {
    DomainFolder folder = folder();
    return QemuProcess.start(
            domain.name(), folder, QemuCommandLine.build(domain, folder, binary, incoming))
        .workMonitor(IGNORED, DEADLINE);
  }

  private DomainFolder folder() {
    return new DomainFolder(root.resolve("d,1"));
  }

  private void kill() {
    QemuProcess.attach("guest", folder()).kill(DEADLINE);
  }
}
