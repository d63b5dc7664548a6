package dev.drover.bench;

import dev.drover.bench.result.Conditions;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this machine measures with. */
final class Machine {
  private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)\\.(\\d+)");
  private static final Pattern SERVER = Pattern.compile("Server (\\d[^,)]*)");
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");

  /** From here on the emulator needs no odd size of memory; see {@link PacerDomain#ONE_GIB}. */
  private static final int FIRST_WHOLE_GIB = 9;

  private Machine() {}

  static Conditions conditions(Path qemu) {
    Matcher version = find(VERSION, said(List.of(qemu.toString(), "-version")));
    boolean whole = Integer.parseInt(version.group(1)) >= FIRST_WHOLE_GIB;
    return new Conditions(
        LocalDate.now(ZoneOffset.UTC).toString(),
        commit(),
        version.group(1) + "." + version.group(2) + "." + version.group(3),
        find(SERVER, said(List.of(DevTemporal.program().orElseThrow(), "--version"))).group(1),
        System.getProperty("java.version"),
        "%s, %d cores, Linux %s"
            .formatted(
                find(MODEL, read(Path.of("/proc/cpuinfo"))).group(1),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version")),
        whole ? PacerDomain.WHOLE_GIB : PacerDomain.ONE_GIB);
  }

  private static String commit() {
    String root = TestFleet.repository().toString();
    String commit = said(List.of("git", "-C", root, "rev-parse", "--short=12", "HEAD")).strip();
    String changes =
        said(List.of("git", "-C", root, "status", "--porcelain", "--untracked-files=no"));
    return changes.isBlank() ? commit : commit + "+";
  }

  private static Matcher find(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new AssertionError("no " + pattern + " in: " + text);
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static String said(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(command + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }
}
