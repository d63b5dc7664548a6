package dev.drover.worker.doctor;

import static dev.drover.worker.doctor.Findings.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.worker.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateChecksTest {
  private static final String HOST = "aaaaaaaa-0000-4000-8000-000000000001";

  @TempDir private Path folder = Path.of("");
  private Path certificates = Path.of("");

  /** One certificate is authority, server and client at once. */
  @BeforeEach
  void makeCertificates() throws Exception {
    certificates = Files.createDirectory(folder.resolve("certificates"));
    Process openssl =
        new ProcessBuilder(
                ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days"
                        + " 90 -subj /CN=alpha -keyout server-key.pem -out server-cert.pem -addext"
                        + " subjectAltName=IP:127.0.0.1,URI:urn:uuid:"
                        + HOST)
                    .split(" ", -1))
            .directory(certificates.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(openssl.waitFor(20, TimeUnit.SECONDS)).as("openssl has ended").isTrue();
    Files.setPosixFilePermissions(
        certificates.resolve("server-key.pem"), PosixFilePermissions.fromString("rw-------"));
    Files.copy(certificates.resolve("server-cert.pem"), certificates.resolve("ca-cert.pem"));
    Files.copy(certificates.resolve("server-cert.pem"), certificates.resolve("client-cert.pem"));
    Files.copy(certificates.resolve("server-key.pem"), certificates.resolve("client-key.pem"));
    Files.setPosixFilePermissions(
        certificates.resolve("client-key.pem"), PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whatAWorkerTakesIsWell() {
    says(run(Duration.ZERO, "127.0.0.1"), "certificates", Status.OK, "are host " + HOST);
  }

  @Test
  void certificatesThatExpireSoonAreSaidInTime() {
    says(run(Duration.ofDays(70), "127.0.0.1"), "certificates", Status.WARNING, "which is soon");
  }

  @Test
  void anAddressThatNoCertificateNamesIsSaid() {
    assertThat(run(Duration.ZERO, "192.0.2.11"))
        .anyMatch(one -> one.found().contains("does not name 192.0.2.11, where this host"));
  }

  @Test
  void aKeyThatTheGroupReadsIsSaid() throws IOException {
    Files.setPosixFilePermissions(
        certificates.resolve("client-key.pem"), PosixFilePermissions.fromString("rw-r-----"));

    assertThat(run(Duration.ZERO, "127.0.0.1"))
        .anyMatch(one -> one.found().startsWith("The group may read the key"));
  }

  @Test
  void anotherHostsCertificatesAreAFailure() throws IOException {
    Files.writeString(folder.resolve("host-id"), HOST.replace('a', 'b') + "\n");

    assertThat(run(Duration.ZERO, "127.0.0.1"))
        .anyMatch(one -> one.status() == Status.FAILED && one.found().contains("the state folder"));
  }

  @Test
  void whatAWorkerRefusesIsAFailureAndAMissingFolderIsNot() throws IOException {
    Files.delete(certificates.resolve("client-key.pem"));
    says(
        run(Duration.ZERO, "127.0.0.1"),
        "certificates",
        Status.FAILED,
        "client-key.pem is missing");

    says(
        new CertificateChecks(
                folder.resolve("none"), folder, Set.of("127.0.0.1"), InstantSource.system())
            .run(),
        "certificates",
        Status.WARNING,
        "There is no certificate folder");
  }

  private List<Finding> run(Duration later, String address) {
    return new CertificateChecks(
            certificates, folder, Set.of(address), InstantSource.fixed(Instant.now().plus(later)))
        .run();
  }
}
