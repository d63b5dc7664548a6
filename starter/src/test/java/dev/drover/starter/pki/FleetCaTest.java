package dev.drover.starter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetCaTest {
  private static final String UUID = "3d2b8f0a-95b1-4a35-9a3e-5f1c0e8b7d02";
  private static final InstantSource CLOCK = InstantSource.system();

  private Path folder;

  @BeforeEach
  void chooseAFolder(@TempDir Path temporary) {
    folder = temporary.resolve("fleet");
  }

  @Test
  void opensslAcceptsChainsPurposesAndNames() throws Exception {
    Path alpha = ca().host("alpha", UUID, List.of("::1", "10.0.0.7", "alpha.example"), 30).folder();

    for (String role : List.of("server", "client")) {
      Path certificate = alpha.resolve(role + "-cert.pem");
      String verify = "verify -x509_strict -CAfile " + alpha.resolve("ca-cert.pem");
      assertThat(openssl(verify + " -purpose ssl" + role + " " + certificate)).endsWith(": OK\n");
      String other = role.equals("server") ? "client" : "server";
      assertThat(openssl(verify + " -purpose ssl" + other + " " + certificate))
          .contains("unsuitable certificate purpose");
      assertThat(openssl("x509 -noout -text -in " + certificate))
          .contains(
              "Subject: CN = alpha",
              "DNS:alpha, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1,"
                  + " IP Address:10.0.0.7, DNS:alpha.example, URI:urn:uuid:"
                  + UUID,
              "prime256v1");
      assertThat(openssl("x509 -noout -pubkey -in " + certificate))
          .isEqualTo(openssl("pkey -pubout -in " + alpha.resolve(role + "-key.pem")));
    }
    assertThat(openssl("x509 -noout -text -in " + folder.resolve("ca-cert.pem")))
        .containsSubsequence("Basic Constraints: critical", "CA:TRUE")
        .containsSubsequence("Key Usage: critical", "Certificate Sign, CRL Sign");
  }

  @Test
  void keysBelongToTheirOwnerAlone() throws IOException {
    ca().host("alpha", null, List.of(), 30);

    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String found = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (Files.isDirectory(file)) {
          assertThat(found).as("%s", file).isEqualTo("rwx------");
        } else if (file.toString().endsWith("-key.pem")) {
          assertThat(found).as("%s", file).isEqualTo("rw-------");
        } else {
          assertThat(file.toString()).endsWith("-cert.pem");
        }
      }
    }
  }

  @Test
  void renewingKeepsUuidAndKeys() throws IOException {
    HostFolder first = ca().host("alpha", null, List.of(), 1);
    byte[] key = Files.readAllBytes(first.folder().resolve("server-key.pem"));

    HostFolder second = FleetCa.open(folder, CLOCK).host("alpha", null, List.of(), 90);

    assertThat(second.uuid()).isEqualTo(first.uuid());
    assertThat(second.until()).isAfter(first.until().plus(Duration.ofDays(80)));
    assertThat(Files.readAllBytes(first.folder().resolve("server-key.pem"))).isEqualTo(key);
  }

  @Test
  void renewingKeepsTheAddressesUnlessOthersAreGiven() {
    FleetCa ca = ca();
    Path certificate =
        ca.host("alpha", null, List.of("192.0.2.11", "2001:db8::1", "alpha.example"), 1)
            .folder()
            .resolve("server-cert.pem");
    ca.host("alpha", null, List.of(), 1);

    assertThat(HostNames.addresses(PemFiles.readCertificate(certificate)))
        .containsExactlyInAnyOrder(
            "alpha",
            "alpha.example",
            "localhost",
            "127.0.0.1",
            "192.0.2.11",
            "2001:db8:0:0:0:0:0:1");

    ca.host("alpha", null, List.of("192.0.2.12"), 1);
    assertThat(HostNames.addresses(PemFiles.readCertificate(certificate)))
        .containsExactlyInAnyOrder("alpha", "localhost", "127.0.0.1", "192.0.2.12");
  }

  @Test
  void noHostCertificateOutlivesItsAuthority() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    FleetCa ca = FleetCa.create(folder, 10, InstantSource.fixed(now));

    assertThat(ca.host("alpha", null, List.of(), 30).until())
        .isEqualTo(now.plus(Duration.ofDays(10)));
  }

  @Test
  void theEndThatIsToldIsTheCertificatesOwn() throws IOException, CertificateException {
    Instant now = Instant.parse("2026-01-01T00:00:00.123456789Z");
    HostFolder host =
        FleetCa.create(folder, 90, InstantSource.fixed(now)).host("alpha", null, List.of(), 30);

    try (InputStream in = Files.newInputStream(host.folder().resolve("server-cert.pem"))) {
      assertThat(CertificateFactory.getInstance("X.509").generateCertificate(in))
          .isInstanceOfSatisfying(
              X509Certificate.class,
              one -> assertThat(one.getNotAfter().toInstant()).isEqualTo(host.until()));
    }
  }

  @Test
  void anAuthorityIsNeverReplaced() throws IOException {
    ca();
    byte[] key = Files.readAllBytes(folder.resolve("ca-key.pem"));

    expect(FailureCode.INVALID_ARGUMENT, "its key is never replaced", this::ca);

    assertThat(Files.readAllBytes(folder.resolve("ca-key.pem"))).isEqualTo(key);
  }

  @Test
  void twoHostsNeverShareAUuid() {
    FleetCa ca = ca();
    ca.host("alpha", UUID, List.of(), 30);

    expect(
        FailureCode.INVALID_ARGUMENT,
        "is that of the host in",
        () -> ca.host("beta", UUID, List.of(), 30));
    expect(
        FailureCode.INVALID_ARGUMENT,
        "Host alpha has the UUID " + UUID,
        () -> ca.host("alpha", UUID.replace('3', '4'), List.of(), 30));
    assertThat(folder.resolve("beta")).doesNotExist();
  }

  @Test
  void badInputLeavesNothingBehind() {
    FleetCa ca = ca();
    for (String name : List.of("", "../up", "a/b", ".", "-x", "ca-key.pem", "x".repeat(64))) {
      expect(
          FailureCode.INVALID_ARGUMENT, "The host name", () -> ca.host(name, null, List.of(), 30));
    }
    expect(FailureCode.INVALID_ARGUMENT, "no UUID", () -> ca.host("a", "1-2-3-4-5", List.of(), 30));
    expect(
        FailureCode.INVALID_ARGUMENT,
        "neither an IP address nor",
        () -> ca.host("a", null, List.of("a b"), 30));
    expect(FailureCode.INVALID_ARGUMENT, "not for 0", () -> ca.host("a", null, List.of(), 0));

    assertThat(folder)
        .isDirectoryNotContaining(file -> !file.getFileName().toString().startsWith("ca-"));
  }

  @Test
  void aMissingOrDamagedAuthorityIsSaid() throws IOException {
    expect(
        FailureCode.INVALID_CONFIGURATION,
        "ca-cert.pem cannot be read: there is no such file",
        () -> FleetCa.open(folder, CLOCK));
    ca();
    Files.writeString(folder.resolve("ca-key.pem"), "no key");
    expect(
        FailureCode.INVALID_CONFIGURATION,
        "ca-key.pem cannot be read",
        () -> FleetCa.open(folder, CLOCK));
  }

  private FleetCa ca() {
    return FleetCa.create(folder, 100, CLOCK);
  }

  private static void expect(FailureCode code, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DroverException.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  private static String openssl(String words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("openssl"), Stream.of(words.split(" "))).toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("openssl %s has ended", words).isTrue();
    return output;
  }
}
