package dev.drover.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.domain.DomainDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("qemu")
@Timeout(60)
class RunningDomainTest {
  private DomainFolder folder;
  private QemuProcess process;
  private RunningDomain domain;

  @BeforeEach
  void start(@TempDir Path root) throws Exception {
    folder = new DomainFolder(root.resolve("d"));
    DomainDefinition definition = TestDomain.withKernel("guest", TestDomain.pacer(root).toString());
    List<String> command =
        QemuCommandLine.build(definition, folder, new QemuProbe().probe(TestDomain.QEMU), false);
    process = QemuProcess.start("guest", folder, command);
    domain = new RunningDomain(definition, process, folder, QemuProcess.bootId());
    domain.connect();
    domain.resume();
  }

  @AfterEach
  void endWhatRuns() {
    domain.kill();
    domain.close();
  }

  @Test
  void anEndedQemuHasClosedItsDisksBeforeItWent() {
    domain.end();

    assertThat(domain.isAlive()).isFalse();
    assertThat(process.exitedByItself()).isTrue();
    assertThat(domain.endedOnRequest()).isTrue();
    domain.end();
  }

  @Test
  void aQemuThatHangsIsEndedAllTheSame() throws Exception {
    String pid = Files.readString(folder.pidfile()).strip();
    assertThat(new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor()).isZero();

    domain.end();

    assertThat(domain.isAlive()).isFalse();
    assertThat(process.exitedByItself()).isFalse();
  }
}
