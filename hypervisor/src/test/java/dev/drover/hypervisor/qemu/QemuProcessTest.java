package dev.drover.hypervisor.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.qmp.QmpCommands;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.hypervisor.qmp.QmpMonitor;
import dev.drover.hypervisor.qmp.RunState;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("qemu")
@Timeout(60)
class QemuProcessTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final QmpListener IGNORED =
      new QmpListener() {
        @Override
        public void event(QmpEvent event) {}

        @Override
        public void closed(String reason) {}
      };

  private Path root;
  private DomainFolder folder;
  private QemuBinary binary;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    root = temporary;
    folder = new DomainFolder(root.resolve("d"));
    binary = new QemuProbe().probe(TestDomain.QEMU);
  }

  @AfterEach
  void endWhatRuns() {
    QemuProcess.attach("guest", folder).kill(DEADLINE);
  }

  @Test
  void aStartedGuestRunsOnlyAfterContAndThenTicks() throws Exception {
    QemuProcess process = start(pacer("guest"));
    try (QmpMonitor monitor = process.workMonitor(IGNORED, DEADLINE)) {
      QmpCommands commands = new QmpCommands(monitor, DEADLINE);
      assertThat(commands.queryStatus()).isEqualTo(RunState.PRELAUNCH);
      assertThat(process.runStateLog().provesNeverRan()).isTrue();

      try (SocketChannel serial =
          SocketChannel.open(UnixDomainSocketAddress.of(folder.serialSocket(0)))) {
        commands.cont();
        assertThat(firstTick(serial)).matches("T[0-9A-F]{8}");
      }
      assertThat(process.runStateLog().provesNeverRan()).isFalse();
      assertThat(process.runStateLog().states())
          .containsExactly(RunState.PRELAUNCH, RunState.RUNNING);
    }
  }

  @Test
  void aKilledQemuIsProvenDeadAndDidNotExitByItself() throws Exception {
    QemuProcess process = start(pacer("guest"));
    process.workMonitor(IGNORED, DEADLINE).close();
    assertThat(process.liveness()).isEqualTo(Liveness.ALIVE);

    process.kill(DEADLINE);

    assertThat(process.liveness()).isEqualTo(Liveness.DEAD);
    assertThat(process.exitedByItself()).isFalse();
    process.kill(DEADLINE);
  }

  @Test
  void aQemuThatQuitIsProvenDeadThoughItRemovedItsPidfile() throws Exception {
    QemuProcess process = start(pacer("guest"));
    try (QmpMonitor monitor = process.workMonitor(IGNORED, DEADLINE)) {
      new QmpCommands(monitor, DEADLINE).quit();
    }
    assertThat(process.awaitEnd(DEADLINE)).isEqualTo(Liveness.DEAD);
    assertThat(folder.pidfile()).doesNotExist();
    assertThat(process.exitedByItself()).isTrue();
    assertThat(process.runStateLog().shutdownRequested()).isTrue();
    assertThat(process.runStateLog().guestEnded()).isFalse();
  }

  @Test
  void qemuOutlivesTheJvmThatStartedIt() throws Exception {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShortLivedWorker.class.getName(),
                folder.path().toString(),
                TestDomain.pacer(root).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // It says one word once QEMU answers, and then waits.
    assertThat(worker.inputReader().readLine()).isEqualTo("started");
    worker.destroyForcibly().waitFor();

    QemuProcess process = QemuProcess.attach("guest", folder);
    assertThat(process.liveness()).isEqualTo(Liveness.ALIVE);
    try (QmpMonitor monitor = process.workMonitor(IGNORED, DEADLINE)) {
      assertThat(new QmpCommands(monitor, DEADLINE).queryStatus()).isEqualTo(RunState.PRELAUNCH);
    }
  }

  /** Starts a QEMU, says so, and stays until it is killed. */
  static final class ShortLivedWorker {
    private ShortLivedWorker() {}

    public static void main(String[] arguments) throws IOException {
      DomainFolder folder = new DomainFolder(Path.of(arguments[0]));
      DomainDefinition domain = TestDomain.withKernel("guest", arguments[1]);
      QemuBinary binary = new QemuProbe().probe(TestDomain.QEMU);
      QemuProcess.start("guest", folder, QemuCommandLine.build(domain, folder, binary, false))
          .workMonitor(IGNORED, DEADLINE)
          .close();
      System.out.println("started");
      while (System.in.read() >= 0) {
        // Whoever started this kills it.
      }
    }
  }

  @Test
  void aHungQemuIsNotDead() throws Exception {
    QemuProcess process = start(pacer("guest"));
    process.workMonitor(IGNORED, DEADLINE).close();
    signal("STOP");
    assertThat(process.liveness()).isEqualTo(Liveness.ALIVE);
    assertThatThrownBy(() -> process.workMonitor(IGNORED, Duration.ofMillis(200)))
        .isInstanceOf(DroverException.class)
        .extracting("code")
        .isEqualTo(FailureCode.QEMU_UNRESPONSIVE);
    process.kill(DEADLINE);
    assertThat(process.liveness()).isEqualTo(Liveness.DEAD);
  }

  @Test
  void aZombieIsDead() throws Exception {
    DomainDefinition domain = pacer("guest");
    folder.create();
    new Pidfile(folder).create();
    // A parent that becomes tail, which never asks how its child ended.
    String script = "\"$@\" & until [[ -s $0 ]]; do sleep 0.01; done; exec tail -f /dev/null";
    List<String> line =
        new ArrayList<>(List.of("bash", "-c", script, folder.lockFile().toString()));
    line.addAll(QemuCommandLine.build(domain, folder, binary, false));
    Process parent = new ProcessBuilder(line).redirectErrorStream(true).start();
    try {
      QemuProcess process = QemuProcess.attach("guest", folder);
      process.workMonitor(IGNORED, DEADLINE).close();
      long pid = new Pidfile(folder).pid().orElseThrow();
      awaitName(parent.pid(), "tail");
      process.kill(DEADLINE);
      assertThat(Files.readString(Path.of("/proc/" + pid + "/stat"))).containsPattern("\\) [ZX] ");
      assertThat(process.liveness()).isEqualTo(Liveness.DEAD);
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  /** A shell that is still a shell would ask how its child ended. */
  private static void awaitName(long pid, String name) throws IOException {
    Path comm = Path.of("/proc/" + pid + "/comm");
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!Files.readString(comm).strip().equals(name)) {
      assertThat(System.nanoTime()).as("in time: process " + pid + " is " + name).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  void aFolderWhoseQemuNeverStartedIsDead() throws Exception {
    assertThat(QemuProcess.attach("guest", folder).liveness()).isEqualTo(Liveness.DEAD);
    folder.create();
    new Pidfile(folder).create();
    assertThat(QemuProcess.attach("guest", folder).liveness()).isEqualTo(Liveness.DEAD);
  }

  @Test
  void aQemuOnItsWayToItsPidfileIsAlive() throws Exception {
    folder.create();
    new Pidfile(folder).create();
    Process starting =
        new ProcessBuilder("bash", "-c", "read x", "x", "-pidfile", folder.pidfile().toString())
            .start();
    try {
      assertThat(QemuProcess.attach("guest", folder).liveness()).isEqualTo(Liveness.ALIVE);
    } finally {
      starting.destroyForcibly().waitFor();
    }
    assertThat(QemuProcess.attach("guest", folder).liveness()).isEqualTo(Liveness.DEAD);
  }

  @Test
  void aProcessInTheMiddleOfAnExecIsNeverTakenForDead() throws Exception {
    folder.create();
    new Pidfile(folder).create();
    Path finished = root.resolve("finished");
    Path script =
        Files.writeString(
            root.resolve("again"),
            "[ $1 -gt 0 ] && exec sh $0 $(($1 - 1)) -pidfile $3\n: > " + finished + "\n");
    Process starting =
        new ProcessBuilder("sh", script.toString(), "300", "-pidfile", folder.pidfile().toString())
            .start();
    QemuProcess process = QemuProcess.attach("guest", folder);
    int looks = 0;
    while (process.liveness() == Liveness.ALIVE) {
      looks++;
    }
    assertThat(finished).exists();
    assertThat(looks).isGreaterThan(3);
    assertThat(starting.waitFor()).isZero();
  }

  @Test
  void anotherBootOfTheHostMeansDeath() throws Exception {
    QemuProcess process = start(pacer("guest"));
    process.workMonitor(IGNORED, DEADLINE).close();
    assertThat(process.liveness(QemuProcess.bootId())).isEqualTo(Liveness.ALIVE);
    assertThat(process.liveness("00000000-0000-0000-0000-000000000000")).isEqualTo(Liveness.DEAD);
  }

  @Test
  void noSecondQemuStartsInAFolderWhoseFirstRuns() throws Exception {
    DomainDefinition domain = pacer("guest");
    start(domain).workMonitor(IGNORED, DEADLINE).close();
    assertThatThrownBy(() -> start(domain))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining("guest")
        .extracting("code")
        .isEqualTo(FailureCode.DOMAIN_RUNNING);
  }

  @Test
  void aQemuThatCannotStartSaysWhyInItsOwnWords() {
    QemuProcess process = start(TestDomain.withKernel("guest", "/no/such/kernel"));
    assertThatThrownBy(() -> process.workMonitor(IGNORED, DEADLINE))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining("guest")
        .hasMessageContaining("/no/such/kernel")
        .extracting("code")
        .isEqualTo(FailureCode.QEMU_START_FAILED);
  }

  @Test
  void qemuHasASessionOfItsOwnAndAnEmptyEnvironment() throws Exception {
    start(pacer("guest")).workMonitor(IGNORED, DEADLINE).close();
    long pid = new Pidfile(folder).pid().orElseThrow();
    // Fields 5 and 6 of stat(5), behind the name in parentheses: process group and session.
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" "))
        .contains(String.valueOf(pid))
        .satisfies(fields -> assertThat(fields[3]).isEqualTo(String.valueOf(pid)));
    assertThat(Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0"))
        .allMatch(entry -> entry.matches("(?s)(PATH|HOME|LC_ALL)=.*"));
  }

  private DomainDefinition pacer(String name) throws IOException, InterruptedException {
    return TestDomain.withKernel(name, TestDomain.pacer(root).toString());
  }

  private QemuProcess start(DomainDefinition domain) {
    return QemuProcess.start(
        domain.name(), folder, QemuCommandLine.build(domain, folder, binary, false));
  }

  private void signal(String name) throws IOException, InterruptedException {
    long pid = new Pidfile(folder).pid().orElseThrow();
    assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor())
        .isZero();
  }

  private static String firstTick(SocketChannel serial) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    while (bytes.hasRemaining() && serial.read(bytes) >= 0) {
      String text = new String(bytes.array(), 0, bytes.position(), UTF_8);
      int start = text.indexOf("\nT");
      if (start >= 0 && text.length() >= start + 11) {
        return text.substring(start + 1, start + 10);
      }
    }
    throw new IOException("the serial port ended without a tick");
  }
}
