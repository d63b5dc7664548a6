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

  private ProcessTable() {}

  static List<Long> pids() throws IOException {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
      processes.forEach(process -> pids.add(Long.parseLong(process.getFileName().toString())));
    }
    return pids;
  }

  /**
   * Returns the arguments of a process; empty for a zombie, a kernel thread, or none at all.
   *
   * <p>In the middle of an exec a process has no arguments, or one letter of them. So its memory
   * must have its arguments in place, and the same place before and after they are read.
   *
   * @throws IOException if the process is in the middle of an exec for a second: nobody knows what
   *     it becomes
   */
  static List<String> commandLine(long pid) throws IOException {
    Path process = PROC.resolve(String.valueOf(pid));
    long limit = System.nanoTime() + EXEC_NANOS;
    while (true) {
      Memory memory = Memory.of(read(process.resolve("stat")));
      if (memory.size() == 0) {
        return List.of();
      }
      if (memory.isHidden() || memory.hasArguments()) {
        String text = read(process.resolve("cmdline"));
        if (memory.hasSamePlaces(Memory.of(read(process.resolve("stat"))))) {
          return Arrays.asList(text.split("\0", -1));
        }
      }
      if (System.nanoTime() >= limit) {
        throw new IOException("process " + pid + " is in the middle of an exec");
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /**
   * A part of {@code /proc/PID/stat}, fields 23, 26, 48, 49 and 51 of proc(5).
   *
   * @param size 0 for zombies and kernel threads, and for what is gone
   */
  private record Memory(
      long size, long codeStart, long argumentsStart, long argumentsEnd, long environmentEnd) {
    static Memory of(String stat) {
      // The name is in parentheses and may hold any character; field 3 follows it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length < 50
          ? new Memory(0, 0, 0, 0, 0)
          : new Memory(
              number(fields, 23),
              number(fields, 26),
              number(fields, 48),
              number(fields, 49),
              number(fields, 51));
    }

    private static long number(String[] fields, int field) {
      return Long.parseUnsignedLong(fields[field - 3]);
    }

    /** Another user's memory is hidden, which the kernel says with a 1 (do_task_stat). */
    boolean isHidden() {
      return codeStart == 1;
    }

    /** The kernel fills these in from first to last. */
    boolean hasArguments() {
      return argumentsStart != 0 && argumentsEnd > argumentsStart && environmentEnd != 0;
    }

    /** Addresses are drawn anew at each exec. */
    boolean hasSamePlaces(Memory other) {
      return argumentsStart == other.argumentsStart && argumentsEnd == other.argumentsEnd;
    }
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
