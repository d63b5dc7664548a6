package dev.drover.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Looks for what must not be there when all is done. */
final class Leftovers {
  private Leftovers() {}

  /** Returns a line for each QEMU process, open job record and domain folder below the fleet. */
  static List<String> find(Path root, Collection<DroverHost> hosts) {
    List<String> found = new ArrayList<>();
    qemus(root).forEach(process -> found.add("process " + process.pid()));
    for (DroverHost host : hosts) {
      entries(host.state().resolve("jobs")).forEach(path -> found.add("job record " + path));
      entries(host.state().resolve("domains")).forEach(path -> found.add("domain folder " + path));
    }
    return found;
  }

  /** Ends the QEMUs whose command line names the fleet's own folder. */
  static void endProcesses(Path root) {
    qemus(root).forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns the QEMUs whose command line names something below a folder. */
  static List<ProcessHandle> qemus(Path root) {
    return ProcessHandle.allProcesses()
        .filter(process -> program(process).contains("qemu-system"))
        .filter(process -> commandLine(process).contains(root + "/"))
        .toList();
  }

  /** A worker may be told in an argument which QEMU is its own. */
  private static String program(ProcessHandle process) {
    return commandLine(process).split("\0", 2)[0];
  }

  /** ProcessHandle cuts long command lines; the kernel does not. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + folder, e);
    }
  }
}
