package dev.drover.worker.doctor;

import static dev.drover.worker.doctor.Findings.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.worker.config.ConfigReader;
import dev.drover.worker.config.Setting;
import dev.drover.worker.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddressChecksTest {
  @TempDir private Path proc = Path.of("");

  @Test
  void anAddressOfAnotherMachineIsAFailure() {
    says(
        run(Map.of(Setting.DATA_LISTEN, "192.0.2.11"), Optional.empty()),
        "addresses",
        Status.FAILED,
        "data-listen 192.0.2.11 is no address of this machine");
  }

  @Test
  void aPortIsFreeOrTakenByTheWorkerOrBySomebodyElse() throws IOException {
    Map<Setting, String> flags = Map.of(Setting.METRICS_LISTEN, "127.0.0.1:0");
    says(run(flags, Optional.empty()), "ports", Status.OK, "127.0.0.1:7235 is free");
    says(run(flags, Optional.of(4711L)), "ports", Status.WARNING, "does not listen on");

    Files.createDirectories(proc.resolve("net"));
    Files.writeString(
        proc.resolve("net/tcp"),
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1C43 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 58423 1 0
        """);
    says(run(flags, Optional.empty()), "ports", Status.FAILED, "taken by another process");

    Path files = Files.createDirectories(proc.resolve("4711/fd"));
    says(run(flags, Optional.of(4711L)), "ports", Status.FAILED, "than the worker");
    Files.createSymbolicLink(files.resolve("7"), Path.of("socket:[58423]"));
    says(run(flags, Optional.of(4711L)), "ports", Status.OK, "The worker listens on");
  }

  @Test
  void aWorkerThatDoesNotAnswerIsSaid() {
    assertThat(run(Map.of(Setting.METRICS_LISTEN, "127.0.0.1:1"), Optional.of(4711L)))
        .anyMatch(
            one -> one.found().startsWith("The worker does not answer at http://127.0.0.1:1"));
  }

  private List<Finding> run(Map<Setting, String> flags, Optional<Long> worker) {
    return new AddressChecks(
            ConfigReader.read(
                flags,
                Map.of(),
                Optional.empty(),
                new ConfigReader.Defaults("alpha", Path.of("/var/lib/drover"))),
            worker,
            new Proc(proc))
        .run();
  }
}
