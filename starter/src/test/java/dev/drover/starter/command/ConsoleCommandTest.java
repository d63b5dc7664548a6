package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.CliRun;
import dev.drover.starter.fleet.FakeFleet;
import dev.drover.starter.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleCommandTest {
  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();

  @TempDir private Path state = Path.of("");

  @Test
  void aGuestOnAnotherHostIsNamedWithItsHost() throws IOException {
    host(FakeFleet.BETA);
    CliRun run = console(() -> fleet);

    assertThat(run.status()).isEqualTo(FailureCode.DOMAIN_ELSEWHERE.exitCode());
    assertThat(run.err())
        .startsWith(
            "drover: Domain pacer is not running on this host ("
                + state
                + "): it runs on host alpha.\n  Run the command on the host");
  }

  @Test
  void aGuestWhoseQemuHasEndedIsNotRunningAlsoWhenNobodyElseCanBeAsked() throws IOException {
    host(FakeFleet.ALPHA);
    guest("<serial type='unix'><target port='0'/></serial>");
    CliRun run = console(ConsoleCommandTest::noServer);

    assertThat(run.status()).isEqualTo(FailureCode.DOMAIN_NOT_RUNNING.exitCode());
    assertThat(run.err()).contains("whether it runs elsewhere is not known: No server at x.");
  }

  @Test
  void aDomainThatNobodyKnowsIsUnknown() {
    assertThat(CliRun.of(() -> fleet, "console", "nobody", "--state-folder", "" + state).status())
        .isEqualTo(FailureCode.UNKNOWN_DOMAIN.exitCode());
  }

  @Test
  void aGuestWithoutASerialPortToAttachToIsSaidToHaveNone() throws IOException {
    host(FakeFleet.ALPHA);
    guest("");
    assertThat(console(ConsoleCommandTest::noServer).err())
        .contains("Domain pacer has no serial port.");
    guest("<serial type='file'><source path='/x'/><target port='1'/></serial>");
    CliRun run = console(ConsoleCommandTest::noServer);
    assertThat(run.err()).contains("writes its serial port to ").contains("serial1.log");
    assertThat(run.status()).isEqualTo(FailureCode.NO_CONSOLE.exitCode());
    guest("<serial type='null'><target port='0'/></serial>");
    assertThat(console(ConsoleCommandTest::noServer).err())
        .contains("has a serial port 0 that leads nowhere");
  }

  @Test
  void aDamagedDefinitionHidesNoOther() throws IOException {
    host(FakeFleet.ALPHA);
    guest("");
    Path damaged = Files.createDirectories(state.resolve("domains").resolve("x"));
    Files.writeString(damaged.resolve("live.xml"), "<domain");

    assertThat(console(ConsoleCommandTest::noServer).err())
        .contains("Domain pacer has no serial port.");
  }

  private void host(String id) throws IOException {
    Files.createDirectories(state.resolve("domains"));
    Files.writeString(state.resolve("host-id"), id + "\n");
  }

  private void guest(String serial) throws IOException {
    Path folder = Files.createDirectories(state.resolve("domains").resolve(FakeFleet.PACER));
    Files.writeString(
        folder.resolve("live.xml"),
        "<domain><name>pacer</name><devices>" + serial + "</devices></domain>");
  }

  private CliRun console(Supplier<Fleet> connect) {
    return CliRun.of(connect, "console", "pacer", "--state-folder", state.toString());
  }

  private static Fleet noServer() {
    throw new DroverException(FailureCode.SERVER_UNREACHABLE, "No server at x.");
  }
}
