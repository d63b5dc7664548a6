package dev.drover.hypervisor.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJobStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private StateFolder state;
  private FileJobStore store;

  @BeforeEach
  void openTheStore(@TempDir Path folder) {
    state = StateFolder.open(folder.resolve("state"), null);
    store = FileJobStore.open(state, InstantSource.fixed(NOW));
  }

  @AfterEach
  void closeTheStore() {
    store.close();
    state.close();
  }

  @Test
  void recordsAreFoundAgainAsTheyWereLastWritten() throws IOException {
    store.create(Records.withWord("perform"));
    store.create(Records.record("other", "perform", 0));
    store.write(Records.withWord("armed"));
    store.write(Records.record(Records.MIGRATION, "permitted", 350_000));

    restart(NOW);

    assertThat(store.open())
        .containsExactlyInAnyOrder(
            Records.record(Records.MIGRATION, "permitted", 350_000),
            Records.record("other", "perform", 0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recordFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void aWordThatNobodyKnowsIsHeldAndNotSkipped() {
    store.create(Records.withWord("hovering"));
    restart(NOW);
    assertThat(store.open()).isEmpty();
    assertThat(store.unreadable()).singleElement().asString().contains("hovering");
  }

  @Test
  void aRecordOfVersion1IsRead() throws IOException {
    byte[] golden = resource("record-v1.json");
    RecordFile.create(new FileDisk(), recordFile(), golden).close();

    restart(NOW);

    assertThat(store.unreadable()).isEmpty();
    assertThat(store.open()).containsExactly(Records.withWord("armed"));
  }

  @Test
  void unknownFieldsAreIgnoredAndMissingOnesGetDefaults() throws IOException {
    JobRecord read = JobJson.readRecord(resource("record-sparse.json"));

    assertThat(read.options().maxBandwidth()).isZero();
    assertThat(read.resources()).isEmpty();
    assertThat(read.commit()).isNull();
    assertThat(read.word()).isEqualTo("undecided");
  }

  @Test
  void recordsThatCannotBeUnderstoodAreHeldAndNeverTouched() throws IOException {
    String golden = new String(resource("record-v1.json"), StandardCharsets.UTF_8);
    List<String> contents =
        List.of(
            golden.replace("\"version\": 1", "\"version\": 2"),
            golden.replace("\"armed\"", "null"),
            golden.replace("\"PERFORM3\"", "\"TELEPORT\""),
            golden.replace(Records.MIGRATION, "another"),
            "[]",
            "{");
    for (String content : contents) {
      assertThat(content).isNotEqualTo(golden);
      Files.deleteIfExists(recordFile());
      RecordFile.create(new FileDisk(), recordFile(), content.getBytes(StandardCharsets.UTF_8))
          .close();
      byte[] before = Files.readAllBytes(recordFile());

      restart(NOW);

      assertThat(store.open()).isEmpty();
      assertThat(store.unreadable()).hasSize(1);
      assertThat(store.unreadable().get(0))
          .hasMessageStartingWith("The job record " + recordFile() + " cannot be read: it");
      expect(FailureCode.RECORD_UNREADABLE, () -> store.create(Records.withWord("perform")));
      expect(FailureCode.RECORD_UNREADABLE, () -> store.write(Records.withWord("armed")));
      expect(
          FailureCode.RECORD_UNREADABLE, () -> store.close(Records.closed(Records.MIGRATION, 0)));
      assertThat(Files.readAllBytes(recordFile())).isEqualTo(before);
    }
  }

  @Test
  void anEmptyFileIsHeldToo() throws IOException {
    Files.createFile(recordFile());

    restart(NOW);

    assertThat(store.unreadable()).hasSize(1);
    assertThat(recordFile()).exists();
  }

  @Test
  void aRecordTooLargeForItsSlotIsRefusedBeforeAnythingIsWritten() throws IOException {
    store.create(Records.withWord("perform"));
    byte[] before = Files.readAllBytes(recordFile());

    expect(
        FailureCode.STORAGE_FAILED,
        () -> store.write(Records.record(Records.MIGRATION, "armed", 400_000)));
    expect(
        FailureCode.STORAGE_FAILED,
        () -> store.create(Records.record("large", "perform", 400_000)));

    assertThat(Files.readAllBytes(recordFile())).isEqualTo(before);
    assertThat(store.open()).containsExactly(Records.withWord("perform"));
  }

  @Test
  void creatingTheSameRecordAgainChangesNothing() {
    store.create(Records.withWord("perform"));
    store.create(Records.withWord("perform"));

    assertThat(store.open()).containsExactly(Records.withWord("perform"));
    expect(FailureCode.INTERNAL, () -> store.create(Records.withWord("armed")));
  }

  @Test
  void aClosedIdIsRefusedAlsoAfterARestart() throws IOException {
    store.create(Records.withWord("ended"));
    store.close(Records.closed(Records.MIGRATION, NOW.toEpochMilli()));
    store.close(Records.closed(Records.MIGRATION, NOW.toEpochMilli() + 5));

    for (int i = 0; i < 2; i++) {
      assertThat(store.open()).isEmpty();
      assertThat(recordFile()).doesNotExist();
      assertThat(store.closed(Records.MIGRATION, Side.SOURCE))
          .contains(Records.closed(Records.MIGRATION, NOW.toEpochMilli()));
      assertThat(store.closed(Records.MIGRATION, Side.DESTINATION)).isEmpty();
      expect(FailureCode.STALE_MIGRATION, () -> store.create(Records.withWord("perform")));
      expect(FailureCode.STALE_MIGRATION, () -> store.write(Records.withWord("armed")));
      restart(NOW);
    }
  }

  @Test
  void closedIdsAreForgottenAfter30DaysAndNotBefore() {
    store.close(Records.closed("tombstone", NOW.toEpochMilli()));

    restart(NOW.plus(Duration.ofDays(30)));
    assertThat(store.closed("tombstone", Side.SOURCE)).isPresent();

    restart(NOW.plus(Duration.ofDays(30)).plusMillis(1));
    assertThat(store.closed("tombstone", Side.SOURCE)).isEmpty();
    assertThat(state.closed()).isEmptyDirectory();
  }

  @Test
  void aRecordWhoseCloseWasCutShortIsNotOpenedAgainHoweverLate() throws IOException {
    store.create(Records.withWord("ended"));
    byte[] record = Files.readAllBytes(recordFile());
    store.close(Records.closed(Records.MIGRATION, NOW.toEpochMilli()));
    Files.write(recordFile(), record);

    restart(NOW.plus(Duration.ofDays(300)));

    assertThat(store.open()).isEmpty();
    assertThat(recordFile()).doesNotExist();
  }

  @Test
  void aClosedEntryThatCannotBeReadStillRefusesItsId() throws IOException {
    Files.writeString(state.closed().resolve(Records.MIGRATION + ".source.closed"), "{\"x\":");

    restart(NOW);

    assertThat(store.unreadable()).hasSize(1);
    expect(FailureCode.RECORD_UNREADABLE, () -> store.create(Records.withWord("perform")));
    expect(FailureCode.RECORD_UNREADABLE, () -> store.closed(Records.MIGRATION, Side.SOURCE));
  }

  @Test
  void aWriterThatIsInterruptedTakesNoRecordWithIt() {
    store.create(Records.withWord("perform"));
    Thread.currentThread().interrupt();
    store.write(Records.withWord("armed"));
    assertThat(Thread.interrupted()).isTrue();

    store.write(Records.withWord("permitted"));

    assertThat(store.open()).containsExactly(Records.withWord("permitted"));
  }

  @Test
  void anIdThatIsNoFileNameIsRefused() {
    for (String id : new String[] {"", "../up", "a/b", ".", "x".repeat(101), "a\0b"}) {
      expect(FailureCode.INVALID_ARGUMENT, () -> store.create(Records.record(id, "perform", 0)));
      expect(FailureCode.INVALID_ARGUMENT, () -> store.close(Records.closed(id, 0)));
    }
    assertThat(state.jobs()).isEmptyDirectory();
  }

  private void restart(Instant now) {
    store.close();
    store = FileJobStore.open(state, InstantSource.fixed(now));
  }

  private Path recordFile() {
    return state.jobs().resolve(Records.MIGRATION + ".source.job");
  }

  private static void expect(FailureCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DroverException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static byte[] resource(String name) throws IOException {
    try (var stream = FileJobStoreTest.class.getResourceAsStream(name)) {
      return requireNonNull(stream, name).readAllBytes();
    }
  }
}
