package dev.drover.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.qmp.MigrateInfo;
import dev.drover.hypervisor.qmp.MigrationStatus;
import dev.drover.hypervisor.qmp.QmpCommands;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.hypervisor.qmp.QmpMonitor;
import dev.drover.hypervisor.qmp.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the run-state logs of both ends say about a real migration. */
@Tag("qemu")
@Timeout(60)
class MigrationLogTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Events sourceEvents = new Events();
  private final Events destinationEvents = new Events();
  private QemuProcess source;
  private QemuProcess destination;
  private QmpMonitor sourceMonitor;
  private QmpMonitor destinationMonitor;
  private QmpCommands from;
  private QmpCommands to;

  @BeforeEach
  void startBoth(@TempDir Path root) throws Exception {
    DomainDefinition domain = TestDomain.withKernel("guest", TestDomain.pacer(root).toString());
    source = start(domain, root.resolve("s"), false);
    destination = start(domain, root.resolve("t"), true);
    sourceMonitor = source.workMonitor(sourceEvents, DEADLINE);
    destinationMonitor = destination.workMonitor(destinationEvents, DEADLINE);
    from = new QmpCommands(sourceMonitor, DEADLINE);
    to = new QmpCommands(destinationMonitor, DEADLINE);
    from.setCapabilities(
        Map.of("events", true, "return-path", true, "pause-before-switchover", true));
    from.setParameters(Map.of("max-bandwidth", 0));
    to.setCapabilities(Map.of("events", true, "return-path", true, "late-block-activate", true));
    from.cont();
    to.migrateIncoming("tcp:127.0.0.1:0");
    MigrateInfo.Listening listening = to.queryMigrate().listening();
    assertThat(listening).isNotNull();
    from.migrate("tcp:" + listening.host() + ":" + listening.port());
    sourceEvents.await(MigrationStatus.PRE_SWITCHOVER);
  }

  @AfterEach
  void endBoth() {
    sourceMonitor.close();
    destinationMonitor.close();
    source.kill(DEADLINE);
    destination.kill(DEADLINE);
  }

  private static QemuProcess start(DomainDefinition domain, Path path, boolean incoming) {
    DomainFolder folder = new DomainFolder(path);
    QemuBinary binary = new QemuProbe().probe(TestDomain.QEMU);
    return QemuProcess.start(
        domain.name(), folder, QemuCommandLine.build(domain, folder, binary, incoming));
  }

  @Test
  void aLoadedDestinationIsProvenNotToHaveRunUntilItIsTold() throws Exception {
    from.migrateContinue();
    sourceEvents.await(MigrationStatus.COMPLETED);
    destinationEvents.await(MigrationStatus.COMPLETED);

    assertThat(to.queryStatus()).isEqualTo(RunState.PAUSED);
    assertThat(destination.runStateLog().provesNeverRan()).isTrue();
    assertThat(from.queryMigrate().ram().transferredBytes()).isPositive();
    source.kill(DEADLINE);
    assertThat(source.runStateLog().provesDidNotRunOn()).isTrue();

    to.cont();
    assertThat(to.queryStatus()).isEqualTo(RunState.RUNNING);
    assertThat(destination.runStateLog().provesNeverRan()).isFalse();
  }

  @Test
  void aSourceThatResumedByItselfIsSeenToHaveRunOn() throws Exception {
    from.migrateCancel();
    sourceEvents.await(MigrationStatus.CANCELLED);
    sourceEvents.await("RESUME");
    assertThat(source.runStateLog().provesDidNotRunOn()).isFalse();

    assertThat(destination.awaitEnd(DEADLINE)).isEqualTo(Liveness.DEAD);
    assertThat(destination.exitedByItself()).isTrue();
    assertThat(destination.runStateLog().provesNeverRan()).isTrue();
    assertThat(destination.lastWords()).isNotEmpty();
  }

  /** Keeps events; waits for one, whatever came before it. */
  private static final class Events implements QmpListener {
    private final BlockingQueue<QmpEvent> queue = new LinkedBlockingQueue<>();
    private final List<QmpEvent> seen = new ArrayList<>();

    @Override
    public void event(QmpEvent event) {
      queue.add(event);
    }

    @Override
    public void closed(String reason) {}

    void await(MigrationStatus status) throws InterruptedException {
      await("MIGRATION/" + status.text());
    }

    void await(String name) throws InterruptedException {
      while (seen.stream().noneMatch(event -> describe(event).equals(name))) {
        QmpEvent next = queue.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("no " + name + "; there were " + seen);
        }
        seen.add(next);
      }
    }

    private static String describe(QmpEvent event) {
      return event.name().equals("MIGRATION")
          ? "MIGRATION/" + event.data().path("status").asText()
          : event.name();
    }
  }
}
