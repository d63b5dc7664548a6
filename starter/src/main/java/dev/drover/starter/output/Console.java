package dev.drover.starter.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where a command writes: results on standard output, all else on standard error. */
public final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private final OutputFormat format;

  public Console(PrintWriter out, PrintWriter err, OutputFormat format) {
    this.out = requireNonNull(out, "out is null");
    this.err = requireNonNull(err, "err is null");
    this.format = requireNonNull(format, "format is null");
  }

  /** Returns for whom this console writes. */
  public OutputFormat format() {
    return format;
  }

  /**
   * Writes a command's result, once.
   *
   * @param document what programs get
   * @param lines what people get
   */
  public void result(Object document, List<String> lines) {
    switch (format) {
      case TABLE -> lines.forEach(out::println);
      case JSON -> out.println(json(document));
    }
    out.flush();
  }

  /** Writes a remark that is no result, for people only. */
  public void note(String sentence) {
    if (format == OutputFormat.TABLE) {
      err.println("drover: " + Units.printable(sentence));
      err.flush();
    }
  }

  /** Writes a failure: its sentence and what to do next. Never a stack trace. */
  public void failure(DroverException failure) {
    FailureCode code = failure.code();
    String sentence = Objects.requireNonNullElse(failure.getMessage(), code.name());
    switch (format) {
      case TABLE -> {
        sentence
            .lines()
            .forEach(line -> err.println(prefix(line, sentence) + Units.printable(line)));
        err.println("  " + code.advice());
      }
      case JSON -> err.println(json(document(code, sentence)));
    }
    err.flush();
  }

  private static String prefix(String line, String sentence) {
    return sentence.startsWith(line) ? "drover: " : "";
  }

  private static Map<String, Object> document(FailureCode code, String sentence) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("code", code.name());
    document.put("message", sentence);
    document.put("advice", code.advice());
    document.put("retryable", code.retryable());
    document.put("exitCode", code.exitCode());
    return Map.of("error", document);
  }

  private static String json(Object document) {
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result cannot be written as JSON", e);
    }
  }
}
