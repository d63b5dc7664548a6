package dev.drover.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
  private static final ConfigReader.Defaults DEFAULTS =
      new ConfigReader.Defaults("alpha", Path.of("/var/lib/drover"));

  @TempDir private Path folder = Path.of("");

  @Test
  void anEmptyConfigurationStaysOnLoopback() {
    WorkerConfig config = ConfigReader.read(Map.of(), Map.of(), Optional.empty(), DEFAULTS);

    assertThat(config.name()).isEqualTo("alpha");
    assertThat(config.certificates()).isEqualTo(Path.of("/var/lib/drover/certificates"));
    assertThat(config.peerListen().getHost()).isEqualTo("127.0.0.1");
    assertThat(config.metricsListen().getHost()).isEqualTo("127.0.0.1");
    assertThat(config.dataListen()).isEqualTo("127.0.0.1");
    assertThat(config.roles()).containsExactlyInAnyOrder(Role.HOST, Role.COORDINATOR);
  }

  @Test
  void aFlagWinsOverTheEnvironmentWhichWinsOverTheFile() throws IOException {
    Path file = file("name = from-file", "max-outgoing = 7", "roles = host");
    WorkerConfig config =
        ConfigReader.read(
            Map.of(Setting.NAME, "from-flag"),
            Map.of("DROVER_NAME", "from-environment", "DROVER_MAX_OUTGOING", "8"),
            Optional.of(file),
            DEFAULTS);

    assertThat(config.name()).isEqualTo("from-flag");
    assertThat(config.maxOutgoing()).isEqualTo(8);
    assertThat(config.roles()).containsExactly(Role.HOST);
  }

  @Test
  void theEnvironmentMayNameTheFile() throws IOException {
    Path file = file("name = from-file");
    WorkerConfig config =
        ConfigReader.read(
            Map.of(), Map.of("DROVER_CONFIG", file.toString()), Optional.empty(), DEFAULTS);

    assertThat(config.name()).isEqualTo("from-file");
  }

  @Test
  void allMistakesAreReportedAtOnceWithTheirPlaces() throws IOException {
    Path file = file("nmae = alpha", "max-incoming = 0");
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    Map.of(Setting.PEER_LISTEN, "nowhere", Setting.QEMU, "bin/qemu"),
                    Map.of("DROVER_STATE_FODLER", "/x", "DROVER_LOG_LEVEL", "loud"),
                    Optional.of(file),
                    DEFAULTS))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.INVALID_CONFIGURATION))
        .hasMessageContaining("6 mistakes")
        .hasMessageContaining(file + ": nmae is no setting; did you mean name?")
        .hasMessageContaining("DROVER_STATE_FODLER is no setting; did you mean DROVER_STATE_FOLDER")
        .hasMessageContaining("max-incoming in " + file + " must be a whole number")
        .hasMessageContaining("--peer-listen must be HOST:PORT")
        .hasMessageContaining("--qemu must be an absolute path, not 'bin/qemu'")
        .hasMessageContaining("DROVER_LOG_LEVEL must be one of [trace, debug, info, warn, error]");
  }

  @Test
  void aMachineNameThatIsNoHostNameIsAMistakeToo() {
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    Map.of(),
                    Map.of(),
                    Optional.empty(),
                    new ConfigReader.Defaults("a host", Path.of("/s"))))
        .hasMessageContaining("name (by default)")
        .hasMessageContaining("not 'a host'");
  }

  @Test
  void aFileThatIsMissingHugeOrNoPropertiesFileIsAMistake() throws IOException {
    Path missing = folder.resolve("missing");
    Path huge = file("# " + "x".repeat(70_000));
    assertThatThrownBy(() -> readFile(missing)).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> readFile(huge)).hasMessageContaining("larger than 65536 bytes");
    Path malformed = file("name = \\u00zz");
    assertThatThrownBy(() -> readFile(malformed)).hasMessageContaining("not a properties file");
  }

  @Test
  void ipv6AddressesAreTakenInBracketsOnly() {
    WorkerConfig config =
        ConfigReader.read(
            Map.of(Setting.PEER_LISTEN, "[::1]:0", Setting.DATA_LISTEN, "::1"),
            Map.of(),
            Optional.empty(),
            DEFAULTS);

    assertThat(config.peerListen().getHost()).isEqualTo("::1");
    assertThat(config.dataListen()).isEqualTo("::1");
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    Map.of(Setting.DATA_LISTEN, "127.0.0.1:5"),
                    Map.of(),
                    Optional.empty(),
                    DEFAULTS))
        .hasMessageContaining("--data-listen must be one IP address of this host");
  }

  @Test
  void anAddressThatNoSourceCanReachIsRefused() {
    for (String everywhere : new String[] {"0.0.0.0", "::"}) {
      assertThatThrownBy(
              () ->
                  ConfigReader.read(
                      Map.of(Setting.DATA_LISTEN, everywhere),
                      Map.of(),
                      Optional.empty(),
                      DEFAULTS))
          .hasMessageContaining("--data-listen must be one IP address of this host");
    }
  }

  private static void readFile(Path file) {
    ConfigReader.read(Map.of(), Map.of(), Optional.of(file), DEFAULTS);
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("drover.properties"), java.util.List.of(lines));
  }
}
