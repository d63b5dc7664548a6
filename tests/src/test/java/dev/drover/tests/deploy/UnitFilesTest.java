package dev.drover.tests.deploy;

import static dev.drover.tests.deploy.Deployed.ROOT;
import static dev.drover.tests.deploy.Deployed.lines;
import static dev.drover.tests.deploy.Deployed.text;
import static dev.drover.tests.deploy.Deployed.variables;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.worker.config.ConfigReader;
import dev.drover.worker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitFilesTest {
  private static final String WORKER = "drover-worker.service";
  private static final String COORDINATOR = "drover-coordinator.service";

  @ParameterizedTest
  @ValueSource(strings = {WORKER, COORDINATOR, "temporal.service"})
  void systemdUnderstandsEveryLine(String unit, @TempDir Path folder) throws Exception {
    assumeTrue(Tools.isHere("systemd-analyze"), "no systemd-analyze on this machine");
    Path file = folder.resolve(unit);
    // What it starts must exist, and here it lies elsewhere.
    Files.writeString(
        file,
        unit(unit)
            .replace("/opt/drover/drover ", ROOT.resolve("drover") + " ")
            .replace("/opt/temporal/temporal-server", "/bin/true"));

    assertThat(Tools.run("systemd-analyze", "verify", "--man=no", file.toString())).isEmpty();
  }

  @Test
  void noStopOfTheWorkersUnitEndsAGuest() {
    assertThat(lines("deploy/systemd/" + WORKER))
        .contains("KillMode=process", "OOMPolicy=continue");
  }

  /** QEMU inherits its worker's sandbox, and would miss what these take away. */
  @Test
  void qemuKeepsItsDevicesItsImagesAndItsCompiler() {
    assertThat(unit(WORKER))
        .doesNotContainPattern(
            "(?m)^(PrivateDevices|DeviceAllow|DevicePolicy|ProtectClock|ProtectHome|ProtectSystem"
                + "|PrivateTmp|PrivateNetwork|MemoryDenyWriteExecute|MemoryMax|User|DynamicUser)=");
  }

  @Test
  void theWorkerIsNotRestartedForWhatAPersonMustMend() {
    assertThat(lines("deploy/systemd/" + WORKER))
        .contains(
            "RestartPreventExitStatus=%d %d %d %d"
                .formatted(
                    FailureCode.INVALID_ARGUMENT.exitCode(),
                    FailureCode.INVALID_CONFIGURATION.exitCode(),
                    FailureCode.CERTIFICATE_REJECTED.exitCode(),
                    FailureCode.STATE_FOLDER_IN_USE.exitCode()));
    assertThat(lines("deploy/systemd/" + COORDINATOR))
        .contains(
            "RestartPreventExitStatus=%d %d"
                .formatted(
                    FailureCode.INVALID_ARGUMENT.exitCode(),
                    FailureCode.INVALID_CONFIGURATION.exitCode()));
  }

  @Test
  void theExampleOfAWorkersSettingsIsOneThatAWorkerTakes() {
    WorkerConfig config =
        ConfigReader.read(
            Map.of(),
            Map.of(),
            Optional.of(ROOT.resolve("deploy/worker.properties.example")),
            new ConfigReader.Defaults("machine", Path.of("/var/lib/drover")));

    assertThat(config.name()).isEqualTo("alpha");
    assertThat(config.peerListen().toString()).isEqualTo("192.0.2.11:7235");
    assertThat(config.dataListen()).isEqualTo("192.0.2.11");
    assertThat(unit(WORKER)).contains("StateDirectory=" + config.stateFolder().getFileName());
  }

  /** What is commented out is an example, too, and a wrong name would be ignored in silence. */
  @Test
  void theExampleOfAClientsVariablesNamesOnlyThoseThatTheSdkReads() {
    assertThat(lines("deploy/client.env.example"))
        .filteredOn(line -> line.matches("#?[A-Z].*=.*"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "#?TEMPORAL_(ADDRESS|NAMESPACE|API_KEY|TLS|TLS_SERVER_CA_CERT_PATH"
                            + "|TLS_CLIENT_CERT_PATH|TLS_CLIENT_KEY_PATH)=.*"));
  }

  @Test
  void theServerOfTheExampleLeavesTheWorkersPortAlone() {
    Map<String, String> server = variables("deploy/temporal-server.env.example");

    assertThat(server.get("BIND_ON_IP")).isEqualTo("127.0.0.1");
    assertThat(server.get("MATCHING_GRPC_PORT")).isNotEqualTo("7235");
    assertThat(server.get("DYNAMIC_CONFIG_FILE_PATH"))
        .isEqualTo("/opt/drover/deploy/dynamicconfig/drover.yaml");
  }

  private static String unit(String name) {
    return text("deploy/systemd/" + name);
  }

  /** Programs of the machine that need not be there. */
  static final class Tools {
    private Tools() {}

    static boolean isHere(String program) {
      for (String folder : System.getenv("PATH").split(":", -1)) {
        if (Files.isExecutable(Path.of(folder, program))) {
          return true;
        }
      }
      return false;
    }

    /** Returns all that a program says. */
    static String run(String... command) throws IOException, InterruptedException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return said;
    }
  }
}
