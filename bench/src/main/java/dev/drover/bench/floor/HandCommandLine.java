package dev.drover.bench.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The command line of a QEMU that drover started, for a QEMU of the bench's own: the same machine
 * with the same options, in another folder. What drover needs for its own ends, {@code -S}, is left
 * out.
 */
public final class HandCommandLine {
  private final List<String> template;
  private final String folder;

  private HandCommandLine(List<String> template, String folder) {
    this.template = List.copyOf(template);
    this.folder = folder;
  }

  /**
   * Takes the command line of a running process.
   *
   * @param folder the domain's folder, which paths on the line begin with
   */
  public static HandCommandLine ofProcess(long pid, Path folder) {
    try {
      String line =
          Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8);
      return of(List.of(line.split("\0")), folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the command line of process " + pid + " is not there", e);
    }
  }

  static HandCommandLine of(List<String> drovers, Path folder) {
    List<String> template = new ArrayList<>();
    for (int i = 0; i < drovers.size(); i++) {
      switch (drovers.get(i)) {
        case "-S" -> {}
        case "-incoming" -> i++;
        case "-uuid" -> {
          template.addAll(List.of("-uuid", UUID.randomUUID().toString()));
          i++;
        }
        default -> template.add(drovers.get(i));
      }
    }
    return new HandCommandLine(template, folder.toString());
  }

  /** Returns the line of a QEMU that boots in a folder, and runs at once. */
  List<String> boots(Path in) {
    return template.stream().map(word -> word.replace(folder, in.toString())).toList();
  }

  /** Returns the line of a QEMU that waits in a folder for a guest, and runs it once loaded. */
  List<String> waits(Path in) {
    List<String> line = new ArrayList<>(boots(in));
    line.addAll(List.of("-incoming", "defer"));
    return List.copyOf(line);
  }
}
