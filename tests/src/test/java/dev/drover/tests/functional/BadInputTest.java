package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.harness.CliResult;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a person or a machine may get wrong without a guest running: one sentence, one advice, a
 * status of its own, and nothing left behind. No QEMU runs here.
 */
@Timeout(60)
class BadInputTest {
  private static TestFleet fleet;
  private static FleetClient client;
  private static DroverHost alpha;
  private static PacerDomain domain;

  @BeforeAll
  static void startFleet() {
    fleet = TestFleet.start();
    client = FleetClient.of(fleet);
    alpha = fleet.host("alpha", "--qemu", fleet.root().resolve("qemu").toString());
    domain =
        new PacerDomain(
            "resting",
            UUID.randomUUID().toString(),
            PacerDomain.SMALL,
            fleet.root().resolve("kernel"));
  }

  @AfterAll
  static void endFleet() {
    client.close();
    fleet.close();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(fleet.leftovers()).isEmpty();
  }

  @Test
  void anUnknownDomainIsSaid() {
    says(
        fleet.cli("start", "nobody"), FailureCode.UNKNOWN_DOMAIN, "No host knows a domain nobody.");
  }

  @Test
  void anUnknownHostIsSaidWithTheHostsThereAre() {
    says(
        fleet.cli("migrate", "nobody", "--to", "nowhere"),
        FailureCode.UNKNOWN_HOST,
        "There is no host nowhere; known are alpha.");
  }

  @Test
  void aDomainThatDoesNotRunIsNotMoved() {
    client.define(alpha, domain.uuid(), domain.xml());
    try {
      says(
          fleet.cli("migrate", domain.name(), "--to", "alpha"),
          FailureCode.DOMAIN_NOT_RUNNING,
          "resting");
    } finally {
      client.run("Undefine", alpha, domain.uuid());
    }
  }

  @Test
  void aDefinitionThatIsNotXmlIsRefusedWithItsPlace() throws IOException {
    says(define("<domain>\n<name>half</nam"), FailureCode.INVALID_DEFINITION, "line 2");
  }

  @Test
  void aDefinitionWithADoctypeIsRefusedAndItsEntityNeverRead() throws IOException {
    Path secret = Files.writeString(fleet.root().resolve("secret"), "hush-hush");
    CliResult result =
        define(
            "<!DOCTYPE domain [<!ENTITY e SYSTEM 'file://%s'>]><domain><name>&e;</name></domain>"
                .formatted(secret));

    says(result, FailureCode.INVALID_DEFINITION, "DOCTYPE");
    assertThat(result.errorText()).doesNotContain("hush-hush");
  }

  @Test
  void entitiesThatGrowWithoutEndAreRefused() throws IOException {
    says(
        define(
            "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
                + "<domain><name>&b;</name></domain>"),
        FailureCode.INVALID_DEFINITION,
        "DOCTYPE");
  }

  @Test
  void aFileOfAHundredMegabytesIsRefusedWithoutReadingIt() throws IOException {
    Path file = fleet.root().resolve("huge.xml");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(100 << 20);
    }
    CliResult result = fleet.cli("define", file.toString());

    says(result, FailureCode.INVALID_DEFINITION, "is larger than 262144 bytes.");
    Files.delete(file);
  }

  @Test
  void anElementThatIsNestedTooDeeplyIsRefused() throws IOException {
    says(
        define("<a>".repeat(20_000) + "</a>".repeat(20_000)),
        FailureCode.INVALID_DEFINITION,
        "levels deep");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    says(
        fleet.cli("define", "/nonexistent.xml"),
        FailureCode.INVALID_ARGUMENT,
        "The file /nonexistent.xml cannot be read: NoSuchFileException.");
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    says(
        fleet.cliWith(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1"), "list"),
        FailureCode.SERVER_UNREACHABLE,
        "127.0.0.1:1");
  }

  @Test
  void aHostWithoutQemuSaysSoWhenADomainIsStarted() {
    startIsRefused(FailureCode.QEMU_MISSING, fleet.root().resolve("qemu").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'echo QEMU emulator version 5.2.0', QEMU_TOO_OLD, 5.2",
    "'echo Something else', QEMU_MISSING, ''",
    "'echo broken >&2; exit 1', QEMU_MISSING, ''"
  })
  void aQemuThatIsTooOldOrNoneIsRefusedWhenADomainIsStarted(
      String script, FailureCode code, String sentence) throws IOException {
    Path qemu = fleet.root().resolve("qemu");
    Files.writeString(qemu, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwx------"));
    try {
      startIsRefused(code, sentence);
    } finally {
      Files.delete(qemu);
    }
  }

  private static void startIsRefused(FailureCode code, String sentence) {
    client.define(alpha, domain.uuid(), domain.xml());
    try {
      says(fleet.cli("start", domain.name()), code, sentence);
    } finally {
      client.run("Undefine", alpha, domain.uuid());
    }
  }

  private static CliResult define(String xml) throws IOException {
    Path file = Files.writeString(fleet.root().resolve("bad.xml"), xml);
    return fleet.cli("define", file.toString());
  }

  private static void says(CliResult result, FailureCode code, String sentence) {
    Said.failure(result, code, sentence);
  }
}
