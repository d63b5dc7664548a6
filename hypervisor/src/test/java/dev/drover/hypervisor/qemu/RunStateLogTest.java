package dev.drover.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.qmp.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateLogTest {
  /** As QEMU 7.2 wrote them; the number before the @ is a thread's. */
  private static final String NEGOTIATED =
      "17262@1795274072.861197:qmp_enter_qmp_capabilities {}\n";

  private static final String STARTED = change(6, "prelaunch", 9, "running");
  private static final String STOPPED = change(9, "running", 7, "finish-migrate");
  private static final String COMPLETED = change(7, "finish-migrate", 5, "postmigrate");
  private static final String RESUMED = change(7, "finish-migrate", 9, "running");
  private static final String LOADED = change(1, "inmigrate", 4, "paused");

  private static String change(int from, String before, int to, String after) {
    return "15436@1795273851.614039:runstate_set current_run_state "
        + from
        + " ("
        + before
        + ") new_state "
        + to
        + " ("
        + after
        + ")\n";
  }

  private static RunStateLog log(String... lines) {
    return RunStateLog.parse(NEGOTIATED + String.join("", lines));
  }

  @Test
  void aLoadedDestinationNeverRan() {
    assertThat(log(LOADED).provesNeverRan()).isTrue();
    assertThat(log().provesNeverRan()).isTrue();
    assertThat(log(LOADED, change(4, "paused", 9, "running")).provesNeverRan()).isFalse();
  }

  @Test
  void aSourceThatCompletedDidNotRunOn() {
    assertThat(log(STARTED, STOPPED).provesDidNotRunOn()).isTrue();
    assertThat(log(STARTED, STOPPED, COMPLETED).provesDidNotRunOn()).isTrue();
  }

  @Test
  void aSourceThatResumedRanOnWhateverFollows() {
    assertThat(log(STARTED, STOPPED, RESUMED).provesDidNotRunOn()).isFalse();
    String paused = change(9, "running", 4, "paused");
    assertThat(log(STARTED, STOPPED, RESUMED, paused).provesDidNotRunOn()).isFalse();
  }

  @Test
  void onlyTheLastMigrationCounts() {
    assertThat(log(STARTED, STOPPED, RESUMED, STOPPED, COMPLETED).provesDidNotRunOn()).isTrue();
  }

  @Test
  void aSourceThatWasNeverStoppedByAMigrationProvesNothing() {
    assertThat(log(STARTED).provesDidNotRunOn()).isFalse();
    assertThat(log().provesDidNotRunOn()).isFalse();
  }

  @Test
  void anEmptyLogIsAbsentBecauseItMayNotHaveBeenWritable() {
    assertThat(RunStateLog.parse("").isPresent()).isFalse();
    assertThat(RunStateLog.parse("").provesNeverRan()).isFalse();
    assertThat(RunStateLog.parse("").provesDidNotRunOn()).isFalse();
  }

  @Test
  void aLineThatIsCutOrUnknownMakesTheLogAbsent() {
    for (int length = 1; length < STARTED.length() - 1; length++) {
      RunStateLog cut = log(LOADED, STARTED.substring(0, length));
      assertThat(cut.provesNeverRan()).as("cut at %d", length).isFalse();
    }
    assertThat(log(LOADED, "anything else\n").isPresent()).isFalse();
  }

  @Test
  void aStateThatDroverDoesNotKnowMayHaveRun() {
    assertThat(log(change(1, "inmigrate", 99, "warp")).provesNeverRan()).isFalse();
    assertThat(log(STARTED, STOPPED, change(7, "finish-migrate", 99, "warp")).provesDidNotRunOn())
        .isFalse();
  }

  @Test
  void linesWithoutTimestampsAreRead() {
    RunStateLog log =
        RunStateLog.parse("runstate_set current_run_state 6 (prelaunch) new_state 9 (running)\n");
    assertThat(log.states()).containsExactly(RunState.PRELAUNCH, RunState.RUNNING);
    assertThat(log.lastState()).contains(RunState.RUNNING);
  }

  @Test
  void whoAskedForTheEndIsSeen() {
    String guest = "1@2.3:qemu_system_shutdown_request reason=6\n";
    String host = "1@2.3:qemu_system_shutdown_request reason=2\n";
    assertThat(log(STARTED, guest).guestEnded()).isTrue();
    assertThat(log(STARTED, host).guestEnded()).isFalse();
    assertThat(log(STARTED, host).shutdownRequested()).isTrue();
    assertThat(log(STARTED).shutdownRequested()).isFalse();
  }

  @Test
  void aMissingOrUnreadableLogIsAbsent(@TempDir Path folder) throws IOException {
    assertThat(RunStateLog.read(folder.resolve("none")).isPresent()).isFalse();
    assertThat(RunStateLog.read(folder).isPresent()).isFalse();
    Path file = Files.writeString(folder.resolve("log"), NEGOTIATED + LOADED);
    assertThat(RunStateLog.read(file).provesNeverRan()).isTrue();
  }
}
