package dev.drover.tests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The texts of the repository. */
final class Pages {
  /** The repository, seen from the module in which Maven runs the tests. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> NOT_OURS = List.of("target", ".git", ".idea", ".vscode");

  private Pages() {}

  /** Returns every page, in a fixed order. */
  static List<Path> all() {
    return files(ROOT).stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  /** Returns every file that is not made by the build. */
  static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    for (Path entry : entries(folder)) {
      if (Files.isDirectory(entry)) {
        if (!NOT_OURS.contains(entry.getFileName().toString())) {
          files.addAll(files(entry));
        }
      } else if (!entry.getFileName().toString().equals(".git")) {
        files.add(entry);
      }
    }
    return files;
  }

  /** Returns a file's text; empty if it holds none. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }
}
