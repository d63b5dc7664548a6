package dev.drover.hypervisor.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCertificatesTest {
  private static final String HOST = "3d2b8f0a-95b1-4a35-9a3e-5f1c0e8b7d02";

  private Path folder;
  private TestCertificates fleet;

  @BeforeEach
  void makeTheFleet(@TempDir Path temporary) throws Exception {
    folder = temporary;
    fleet = new TestCertificates(folder, "fleet");
  }

  @Test
  void aFolderNamesItsHost() throws Exception {
    assertThat(HostCertificates.read(fleet.host("alpha", HOST.toUpperCase(Locale.ROOT))).hostId())
        .isEqualTo(HOST);
  }

  @Test
  void aFolderSaysUntilWhenEachOfItsFilesCounts() throws Exception {
    Path alpha = fleet.host("alpha", "URI:urn:uuid:" + HOST, 3);
    assertThat(HostCertificates.read(alpha).ends())
        .containsOnlyKeys("ca-cert", "server-cert", "client-cert")
        .hasEntrySatisfying(
            "server-cert",
            end ->
                assertThat(end)
                    .isBetween(
                        Instant.now().plus(2, ChronoUnit.DAYS),
                        Instant.now().plus(3, ChronoUnit.DAYS)));
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    Path alpha = fleet.host("alpha", HOST);
    for (String file :
        new String[] {
          "ca-cert.pem", "server-cert.pem", "server-key.pem", "client-cert.pem", "client-key.pem"
        }) {
      Path hidden = Files.move(alpha.resolve(file), folder.resolve("hidden"));
      expect(FailureCode.INVALID_CONFIGURATION, alpha, alpha.resolve(file) + " is missing");
      Files.writeString(alpha.resolve(file), "nothing of the kind");
      Files.setPosixFilePermissions(
          alpha.resolve(file), PosixFilePermissions.fromString("rw-------"));
      expect(FailureCode.CERTIFICATE_REJECTED, alpha, alpha.resolve(file) + " is no use");
      Files.move(hidden, alpha.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(HostCertificates.read(alpha).hostId()).isEqualTo(HOST);
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    Path alpha = fleet.host("alpha", "URI:urn:uuid:" + HOST, -1);
    expect(FailureCode.CERTIFICATE_REJECTED, alpha, "server-cert.pem is no use: NotAfter");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    Path alpha = fleet.host("alpha", HOST);
    Path other = new TestCertificates(folder, "other").host("alpha", HOST);
    Files.copy(
        other.resolve("ca-cert.pem"),
        alpha.resolve("ca-cert.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    expect(FailureCode.CERTIFICATE_REJECTED, alpha, "ca-cert.pem does not vouch for it");
  }

  @Test
  void aCertificateInTheWrongRoleIsRefused() throws Exception {
    Path alpha = fleet.host("alpha", HOST);
    for (String kind : new String[] {"cert", "key"}) {
      Files.copy(
          alpha.resolve("server-" + kind + ".pem"),
          alpha.resolve("client-" + kind + ".pem"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    expect(FailureCode.CERTIFICATE_REJECTED, alpha, "client-cert.pem is no use");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    Path alpha = fleet.host("alpha", HOST);
    Files.copy(
        alpha.resolve("server-key.pem"),
        alpha.resolve("client-key.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    expect(FailureCode.CERTIFICATE_REJECTED, alpha, "it is not the key of client-cert.pem");
  }

  @Test
  void aKeyThatEverybodyMayReadIsRefused() throws Exception {
    Path alpha = fleet.host("alpha", HOST);
    Files.setPosixFilePermissions(
        alpha.resolve("client-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    expect(FailureCode.INVALID_CONFIGURATION, alpha, "client-key.pem is a private key");
  }

  @Test
  void aCertificateThatNamesNoHostOrTwoIsRefused() throws Exception {
    expect(
        FailureCode.CERTIFICATE_REJECTED,
        fleet.host("alpha", "DNS:alpha", 2),
        "it must name one host as URI:urn:uuid:<host UUID>, and it names []");
    expect(
        FailureCode.CERTIFICATE_REJECTED,
        fleet.host("beta", "URI:urn:uuid:" + HOST + ",URI:urn:uuid:" + HOST.replace('3', '4'), 2),
        "it names [3d2b");
    expect(
        FailureCode.CERTIFICATE_REJECTED,
        fleet.host("gamma", "URI:urn:uuid:1-2-3-4-5", 2),
        "it names [1-2-3-4-5]");
  }

  private static void expect(FailureCode code, Path folder, String words) {
    assertThatThrownBy(() -> HostCertificates.read(folder))
        .isInstanceOfSatisfying(
            DroverException.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
