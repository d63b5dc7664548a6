package dev.drover.hypervisor.qemu;

import dev.drover.hypervisor.qmp.RunState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What QEMU itself wrote down about its run states, without any monitor ({@code -D FILE -trace
 * runstate_set}). QEMU writes {@code running} before it lets the CPUs run (vm_start in
 * softmmu/cpus.c), so what is not in the log did not happen. That holds for a dead process, not for
 * a dead machine: after a power loss the log counts as absent, and who calls must compare boot ids.
 *
 * <p>Absent is also a log without any line. Every negotiation on a monitor leaves one ({@code
 * -trace qmp_enter_qmp_capabilities}), and nothing reaches the guest before a negotiation: an empty
 * log is one that could not be written. An absent log proves nothing, and every question here is
 * asked so that its answer false permits nothing.
 */
public final class RunStateLog {
  /** Longer than years of pausing; a log beyond it is not read to its end and counts as absent. */
  static final int MAX_BYTES = 64 << 20;

  private static final String STATE = "\\d{1,4} \\(([a-z-]{1,40})\\)";
  private static final String STAMP = "(?:\\d{1,10}@\\d{1,20}\\.\\d{1,6}:)?";
  private static final Pattern RUN_STATE =
      Pattern.compile(STAMP + "runstate_set current_run_state " + STATE + " new_state " + STATE);

  /** The reason is a ShutdownCause (QEMU's qapi/run-state.json). */
  private static final Pattern SHUTDOWN =
      Pattern.compile(STAMP + "qemu_system_shutdown_request reason=(\\d{1,4})");

  private static final Pattern NEGOTIATION =
      Pattern.compile(STAMP + "qmp_enter_qmp_capabilities .*");
  private static final String GUEST_SHUTDOWN = "6";
  private static final String GUEST_PANIC = "8";

  private final boolean present;
  private final List<RunState> states;
  private final boolean shutdown;
  private final boolean guestShutdown;

  private RunStateLog(
      boolean present, List<RunState> states, boolean shutdown, boolean guestShutdown) {
    this.present = present;
    this.states = List.copyOf(states);
    this.shutdown = shutdown;
    this.guestShutdown = guestShutdown;
  }

  /** Reads a log as it is now. A log that cannot be read, or not understood, is absent. */
  public static RunStateLog read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES
          ? absent()
          : parse(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return absent();
    }
  }

  static RunStateLog absent() {
    return new RunStateLog(false, List.of(), false, false);
  }

  static RunStateLog parse(String text) {
    List<RunState> states = new ArrayList<>();
    boolean shutdown = false;
    boolean guestShutdown = false;
    for (String line : text.lines().toList()) {
      Matcher state = RUN_STATE.matcher(line);
      Matcher request = SHUTDOWN.matcher(line);
      if (state.matches()) {
        addChange(states, RunState.parse(state.group(1)), RunState.parse(state.group(2)));
      } else if (request.matches()) {
        shutdown = true;
        guestShutdown |=
            GUEST_SHUTDOWN.equals(request.group(1)) || GUEST_PANIC.equals(request.group(1));
      } else if (!NEGOTIATION.matcher(line).matches()) {
        // A line that is cut or mixed up may hide what would be a proof to the contrary.
        return absent();
      }
    }
    return text.isEmpty() ? absent() : new RunStateLog(true, states, shutdown, guestShutdown);
  }

  private static void addChange(List<RunState> states, RunState before, RunState after) {
    @Nullable RunState last = states.isEmpty() ? null : states.get(states.size() - 1);
    if (last != before) {
      states.add(before);
    }
    states.add(after);
  }

  /** Returns whether there is a log that can be trusted. */
  public boolean isPresent() {
    return present;
  }

  /** Returns whether the log proves that no CPU ever ran in this process. */
  public boolean provesNeverRan() {
    return present && states.stream().noneMatch(RunStateLog::mayRun);
  }

  /**
   * Returns whether the log proves that no CPU ran after the last migration stopped them. False if
   * none did.
   */
  public boolean provesDidNotRunOn() {
    int stopped = states.lastIndexOf(RunState.FINISH_MIGRATE);
    return present
        && stopped >= 0
        && states.subList(stopped, states.size()).stream().noneMatch(RunStateLog::mayRun);
  }

  /** Returns the state written last; empty before the first change. */
  public Optional<RunState> lastState() {
    return states.isEmpty() ? Optional.empty() : Optional.of(states.get(states.size() - 1));
  }

  /** Returns the states in order, the first included. */
  public List<RunState> states() {
    return states;
  }

  /** Returns whether anybody, guest or host, asked this QEMU to end (or to reset into an end). */
  public boolean shutdownRequested() {
    return shutdown;
  }

  /** Returns whether the guest powered itself off or panicked. */
  public boolean guestEnded() {
    return guestShutdown;
  }

  private static boolean mayRun(RunState state) {
    return state == RunState.RUNNING || state == RunState.UNKNOWN;
  }
}
