package dev.drover.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandCommandLineTest {
  private static final HandCommandLine LINE =
      HandCommandLine.of(
          List.of(
              "/usr/bin/qemu",
              "-uuid",
              "drovers-own",
              "-chardev",
              "socket,path=/drover/run/monitor.sock",
              "-S",
              "-incoming",
              "defer",
              "-sandbox",
              "on"),
          Path.of("/drover/run"));

  @Test
  void aHandDrivenQemuHasDroversOptionsInAnotherFolder() {
    assertThat(LINE.boots(Path.of("/floor/a")))
        .containsSequence("-chardev", "socket,path=/floor/a/monitor.sock", "-sandbox", "on")
        .doesNotContain("drovers-own");
  }

  @Test
  void aHandDrivenQemuRunsWithoutPermission() {
    assertThat(LINE.boots(Path.of("/floor/a"))).doesNotContain("-S", "-incoming");
    assertThat(LINE.waits(Path.of("/floor/a"))).doesNotContain("-S").endsWith("-incoming", "defer");
  }

  @Test
  void bothSidesAreTheSameMachine() {
    Path folder = Path.of("/floor/a");

    assertThat(LINE.waits(folder)).startsWith(LINE.boots(folder).toArray(String[]::new));
  }
}
