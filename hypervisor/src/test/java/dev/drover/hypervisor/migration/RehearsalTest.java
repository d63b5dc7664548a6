package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void bothSidesComeToTheEndOfASwitchoverWithoutFaults() {
    assertThat(Rehearsal.once()).isTrue();
  }
}
