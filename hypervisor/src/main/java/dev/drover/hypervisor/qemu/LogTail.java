package dev.drover.hypervisor.qemu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the end of a log for an error message. */
final class LogTail {
  private static final int MAX_BYTES = 2048;
  private static final int MAX_LINES = 5;

  private LogTail() {}

  /** Returns the last lines in one, separated by slashes; empty if there are none. */
  static String read(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - MAX_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - MAX_LINES))
          .map(LogTail::printable)
          .collect(Collectors.joining(" / "));
    } catch (IOException e) {
      return "";
    }
  }

  /** A guest's name may be in there, and a name may hold a terminal's control codes. */
  private static String printable(String line) {
    return line.strip().replaceAll("\\p{Cntrl}", "?");
  }
}
