package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.harness.CliResult;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
  private static final PacerDomain DOMAIN =
      new PacerDomain(
          "resting", UUID.randomUUID().toString(), PacerDomain.SMALL, Path.of("/boot/vmlinuz"));

  private static TestFleet fleet;

  @BeforeAll
  static void startFleet() {
    fleet = TestFleet.start();
    fleet.host("alpha", "--qemu", fleet.root().resolve("qemu").toString());
  }

  @AfterAll
  static void endFleet() {
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
        "The file /nonexistent.xml cannot be read: it does not exist.");
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    says(
        fleet.cliWith(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1"), "list"),
        FailureCode.SERVER_UNREACHABLE,
        "127.0.0.1:1");
  }

  @ParameterizedTest
  @CsvSource({
    "hosts | head -c 1; exit ${PIPESTATUS[0]}, 0 141, ''",
    "hosts | sleep 0; exit ${PIPESTATUS[0]}, 141, ''",
    "hosts >/dev/full, 7, drover: Standard output cannot be written: No space left on device.",
    "hosts >&-, 7, drover: Standard output cannot be written: "
  })
  void anOutputThatIsClosedOrFullEndsTheCommandInOrder(
      String arguments, String statuses, String sentence) throws Exception {
    Path err = fleet.root().resolve("shell.err");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", TestFleet.repository().resolve("drover") + " " + arguments)
            .redirectOutput(fleet.root().resolve("shell.out").toFile())
            .redirectError(err.toFile());
    shell.environment().put("TEMPORAL_ADDRESS", fleet.address());
    Process process = shell.start();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it has ended").isTrue();
    String said = Files.readString(err);
    assertThat(List.of(statuses.split(" ", -1)))
        .as(said)
        .contains(Integer.toString(process.exitValue()));
    assertThat(said).startsWith(sentence).doesNotContain("\tat ");
    assertThat(said.isEmpty()).isEqualTo(sentence.isEmpty());
  }

  @Test
  void doctorSaysWhatIsWrongHereAndChangesNothing() {
    CliResult result =
        fleet.cli(
            "doctor",
            "--state-folder",
            fleet.root().resolve("alpha").toString(),
            "--certificates",
            fleet.root().resolve("ca").resolve("alpha").toString(),
            "--qemu",
            fleet.root().resolve("qemu").toString(),
            "--peer-listen",
            "127.0.0.1:0",
            "--metrics-listen",
            "127.0.0.1:0");

    assertThat(result.exit()).as("%s", result).isEqualTo(FailureCode.CHECK_FAILED.exitCode());
    assertThat(result.errors()).isEmpty();
    assertThat(result.text())
        .contains("FAIL  qemu")
        .containsPattern("ok    worker +A worker runs here, process ")
        .containsPattern("ok    certificates ")
        .containsPattern("ok    fleet +The fleet is alpha");
  }

  @Test
  void aHostWithoutQemuTakesNoDomain() throws IOException {
    String qemu = fleet.root().resolve("qemu").toString();
    says(
        define(DOMAIN.xml()),
        FailureCode.QEMU_MISSING,
        "There is no QEMU at " + qemu + " on this host.");
  }

  @ParameterizedTest
  @CsvSource({
    "echo QEMU emulator version 5.2.0, QEMU_TOO_OLD, is version 5.2.0; drover needs 7.2 or newer.",
    "echo Something else, QEMU_MISSING, is not QEMU",
    "exit 3, QEMU_MISSING, is not QEMU"
  })
  void aHostWhoseQemuIsTooOldOrNoneTakesNoDomain(String script, FailureCode code, String sentence)
      throws IOException {
    Path qemu = fleet.root().resolve("qemu");
    Files.writeString(qemu, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwx------"));
    try {
      says(define(DOMAIN.xml()), code, sentence);
    } finally {
      Files.delete(qemu);
    }
  }

  private static CliResult define(String xml) throws IOException {
    Path file = Files.writeString(fleet.root().resolve("bad.xml"), xml);
    return fleet.cli("define", file.toString());
  }

  private static void says(CliResult result, FailureCode code, String sentence) {
    Said.failure(result, code, sentence);
    assertThat(result.errors()).as("nothing else was said").hasSize(2);
  }
}
