package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what a QEMU binary can do. Answers are kept until the file changes. Thread-safe. */
public final class QemuProbe {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MAX_BINARIES = 16;
  private static final int MAX_OUTPUT_BYTES = 1 << 20;
  private static final File NOWHERE = new File("/dev/null");
  private static final Path KVM_DEVICE = Path.of("/dev/kvm");

  /** For instance {@code pc Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-7.2)}. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "(\\S+)\\s+.*?(?:\\(alias of (\\S+)\\))?(?:\\s*\\((?:default|deprecated)\\))*");

  private final Map<Path, Answer> answers = new LinkedHashMap<>();

  /**
   * Returns what a binary can do.
   *
   * @throws DroverException QEMU_MISSING if there is no such program or it does not run,
   *     QEMU_TOO_OLD before 7.2
   */
  public synchronized QemuBinary probe(Path path) {
    requireNonNull(path, "path is null");
    FileTime modified = modified(path);
    Answer known = answers.get(path);
    if (known != null && known.modified().equals(modified)) {
      return known.binary();
    }
    QemuBinary binary = ask(path.toAbsolutePath());
    if (answers.size() >= MAX_BINARIES) {
      answers.remove(answers.keySet().iterator().next());
    }
    answers.put(path, new Answer(modified, binary));
    return binary;
  }

  private static FileTime modified(Path path) {
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      throw new DroverException(
          FailureCode.QEMU_MISSING, "There is no QEMU at " + path + " on this host.");
    }
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.QEMU_MISSING, "QEMU at " + path + " cannot be examined: " + e, e);
    }
  }

  private static QemuBinary ask(Path path) {
    String banner = run(path, "-version");
    QemuVersion version =
        QemuVersion.fromBanner(banner)
            .orElseThrow(
                () ->
                    new DroverException(
                        FailureCode.QEMU_MISSING,
                        path
                            + " is not QEMU: asked for its version it says \""
                            + head(banner)
                            + "\"."));
    if (version.compareTo(QemuVersion.OLDEST) < 0) {
      throw new DroverException(
          FailureCode.QEMU_TOO_OLD,
          "QEMU at " + path + " is version " + version + "; drover needs 7.2 or newer.");
    }
    Set<String> machines = new HashSet<>();
    Map<String, String> aliases = new HashMap<>();
    readMachines(run(path, "-machine", "help"), machines, aliases);
    Set<String> accelerators = new HashSet<>(run(path, "-accel", "help").lines().skip(1).toList());
    boolean kvmUsable = Files.isReadable(KVM_DEVICE) && Files.isWritable(KVM_DEVICE);
    return new QemuBinary(path, version, machines, aliases, accelerators, kvmUsable);
  }

  static void readMachines(String help, Set<String> machines, Map<String, String> aliases) {
    for (String line : help.lines().skip(1).toList()) {
      Matcher machine = MACHINE.matcher(line);
      if (!machine.matches()) {
        continue;
      }
      String target = machine.group(2);
      if (target == null) {
        machines.add(machine.group(1));
      } else {
        aliases.put(machine.group(1), target);
      }
    }
  }

  private static String run(Path path, String... arguments) {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectInput(NOWHERE).start();
      try {
        return CompletableFuture.supplyAsync(() -> output(process))
            .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException | ExecutionException e) {
      throw doesNotRun(path, String.valueOf(e.getMessage()), e);
    } catch (TimeoutException e) {
      throw doesNotRun(path, "it does not answer within " + DEADLINE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw doesNotRun(path, "the wait for it was interrupted", e);
    }
  }

  private static String output(Process process) {
    try {
      byte[] bytes = process.getInputStream().readNBytes(MAX_OUTPUT_BYTES);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DroverException doesNotRun(Path path, String why, Exception cause) {
    return new DroverException(
        FailureCode.QEMU_MISSING, "QEMU at " + path + " does not run: " + why + ".", cause);
  }

  private static String head(String output) {
    String line = output.lines().findFirst().orElse("").strip();
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }

  private record Answer(FileTime modified, QemuBinary binary) {}
}
