package dev.drover.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnScopeTest {
  private static final List<String> QEMU = List.of("/usr/bin/qemu", "-S");

  @Test
  void qemuGetsASessionOfItsOwnWhereThereIsNoSystemd() {
    OwnScope scope = new OwnScope(false, true, Map.of("INVOCATION_ID", "1"));

    assertThat(command(scope)).containsExactly("setsid", "--", "/usr/bin/qemu", "-S");
  }

  @Test
  void qemuOfAServiceGetsAScopeOfItsOwn() {
    OwnScope scope = new OwnScope(true, true, Map.of("INVOCATION_ID", "1"));

    assertThat(command(scope))
        .startsWith("systemd-run", "--scope")
        .contains("--slice=machine.slice", "--description=QEMU of web")
        .doesNotContain("--user")
        .endsWith("--", "setsid", "--", "/usr/bin/qemu", "-S");
    assertThat(command(scope)).as("two names").isNotEqualTo(command(scope));
  }

  @Test
  void qemuOfAUsersServiceGetsItsScopeFromTheUsersManager() {
    OwnScope scope =
        new OwnScope(true, false, Map.of("INVOCATION_ID", "1", "XDG_RUNTIME_DIR", "/run/user/7"));

    assertThat(command(scope)).startsWith("systemd-run", "--user", "--scope");
    assertThat(scope.commandEnvironment()).containsEntry("XDG_RUNTIME_DIR", "/run/user/7");
  }

  @Test
  void aSystemServiceOfAnOrdinaryUserAsksNoManagerBecauseNoneWouldListen() {
    OwnScope scope = new OwnScope(true, false, Map.of("INVOCATION_ID", "1"));

    assertThat(command(scope)).startsWith("setsid");
  }

  @Test
  void aWorkerInATerminalNeedsNoScope() {
    OwnScope scope = new OwnScope(true, true, Map.of("XDG_RUNTIME_DIR", "/run/user/0"));

    assertThat(command(scope)).startsWith("setsid");
  }

  @Test
  void theWorkersSettingsStayWithTheWorker() {
    OwnScope scope =
        new OwnScope(
            true,
            true,
            Map.of("PATH", "/bin", "HOME", "/root", "TEMPORAL_API_KEY", "s", "INVOCATION_ID", "1"));

    assertThat(scope.commandEnvironment())
        .containsOnly(
            Map.entry("PATH", "/bin"), Map.entry("HOME", "/root"), Map.entry("LC_ALL", "C"));
  }

  private static List<String> command(OwnScope scope) {
    return scope.command("QEMU of web", QEMU);
  }
}
