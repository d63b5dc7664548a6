package dev.drover.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunStatesTest {
  private static final String LOG =
      """
      15124@1795283939.503406:qmp_enter_qmp_capabilities {}
      15124@1795283940.055298:runstate_set current_run_state 1 (inmigrate) new_state 4 (paused)
      15124@1795283940.072587:runstate_set current_run_state 4 (paused) new_state 9 (running)
      15124@1795283941.000001:runstate_set current_run_state 9 (running) new_state 7 (finish-migrate)
      15124@1795283942.000002:runstate_set current_run_state 9 (running) new_state 7 (finish-migrate)
      """;

  @Test
  void theLastTimeOfAStateIsFoundInMicroseconds() {
    assertThat(RunStates.last(LOG, "running")).hasValue(1795283940_072587L);
    assertThat(RunStates.last(LOG, "finish-migrate")).hasValue(1795283942_000002L);
  }

  @Test
  void aStateThatNeverCameIsNotFound() {
    assertThat(RunStates.last(LOG, "postmigrate")).isEmpty();
    assertThat(RunStates.last("", "running")).isEmpty();
  }
}
