package dev.drover.bench.result;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The results of one run as lines of JSON, so that a run may be stopped and continued: first what
 * was measured with what, then a line for each move and each start of a command.
 */
public final class ResultFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Conditions conditions;
  private final List<Sample> samples = new ArrayList<>();

  private ResultFile(Path file, Conditions conditions) {
    this.file = requireNonNull(file, "file is null");
    this.conditions = requireNonNull(conditions, "conditions is null");
  }

  /** Begins a run; what was in the file is gone. */
  public static ResultFile begin(Path file, Conditions conditions) {
    try {
      Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent(), "no folder"));
      Files.writeString(file, JSON.valueToTree(conditions) + "\n");
      return new ResultFile(file, conditions);
    } catch (IOException e) {
      throw new UncheckedIOException("the results cannot be kept in " + file, e);
    }
  }

  /** Reads a run. */
  public static ResultFile read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      ResultFile results = new ResultFile(file, JSON.readValue(lines.get(0), Conditions.class));
      for (String line : lines.subList(1, lines.size())) {
        results.samples.add(parse(JSON.readTree(line)));
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException("there are no results in " + file, e);
    }
  }

  /** Continues a run if there is one of the same conditions, else begins one. */
  public static ResultFile resume(Path file, Conditions conditions) {
    if (!Files.exists(file)) {
      return begin(file, conditions);
    }
    ResultFile before = read(file);
    if (!before.conditions.isSameAs(conditions)) {
      throw new AssertionError(
          "the results in %s are of other conditions and cannot be continued:%n  %s%n  now: %s"
              .formatted(file, before.conditions, conditions));
    }
    return before;
  }

  private static Sample parse(JsonNode line) {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    line.path("values")
        .properties()
        .forEach(entry -> values.put(Measure.parse(entry.getKey()), entry.getValue().asDouble()));
    return new Sample(
        line.path("guest").asText(),
        Way.parse(line.path("way").asText()),
        line.path("round").asInt(),
        values);
  }

  /** Adds a sample. */
  public void add(Sample sample) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("guest", sample.guest())
            .put("way", sample.way().key())
            .put("round", sample.round());
    ObjectNode values = line.putObject("values");
    sample.values().forEach((measure, millis) -> values.put(measure.key(), millis));
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("a result cannot be kept in " + file, e);
    }
    samples.add(sample);
  }

  /** Returns what was measured with what. */
  public Conditions conditions() {
    return conditions;
  }

  /** Returns what was measured so far. */
  public Samples samples() {
    return new Samples(samples);
  }
}
