package dev.drover.tests.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of the repository that an operator installs. */
final class Deployed {
  /** The repository, seen from the module in which Maven runs the tests. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Deployed() {}

  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  static List<String> lines(String file) {
    return text(file).lines().toList();
  }

  static JsonNode yaml(String file) {
    try {
      return new ObjectMapper(new YAMLFactory())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(text(file));
    } catch (IOException e) {
      throw new AssertionError(file + " is not well-formed: " + e.getMessage(), e);
    }
  }

  /** Reads a file of variables as systemd does (systemd.exec(5)), as far as these files go. */
  static Map<String, String> variables(String file) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines(file)) {
      int equals = line.indexOf('=');
      if (!line.startsWith("#") && equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new AssertionError(file + ": neither a variable nor a comment: " + line);
      }
    }
    return values;
  }
}
