package dev.drover.hypervisor.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** This host's processes and their command lines, from proc(5). */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final long RETRY_NANOS = Duration.ofMillis(1).toNanos();
  private static final long EXEC_NANOS = Duration.ofSeconds(1).toNanos();

  /** The place of the size of virtual memory in {@code stat}, counted behind the name. */
  private static final int VIRTUAL_SIZE = 20;

  private ProcessTable() {}

  static List<Long> pids() throws IOException {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
      processes.forEach(process -> pids.add(Long.parseLong(process.getFileName().toString())));
    }
    return pids;
  }

  /**
   * Returns a process's arguments; empty for a zombie, a kernel thread, or none at all.
   *
   * @throws IOException if the process is in the middle of an exec for a second: for a moment it
   *     then has no command line either, and nobody knows what it becomes
   */
  static List<String> commandLine(long pid) throws IOException {
    Path process = PROC.resolve(String.valueOf(pid));
    long limit = System.nanoTime() + EXEC_NANOS;
    while (true) {
      String text = read(process.resolve("cmdline"));
      if (!text.isEmpty()) {
        return Arrays.asList(text.split("\0", -1));
      }
      if (!hasMemory(process)) {
        return List.of();
      }
      if (System.nanoTime() >= limit) {
        throw new IOException("process " + pid + " has no command line, and it is no zombie");
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** Zombies and kernel threads have no memory; everything else has, at every moment. */
  private static boolean hasMemory(Path process) {
    String stat = read(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > VIRTUAL_SIZE && !fields[VIRTUAL_SIZE].equals("0");
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The process ended since it was listed, or it is another user's and hidden.
      return "";
    }
  }
}
