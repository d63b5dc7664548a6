package dev.drover.cli;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where a command writes: results on standard output, all else on standard error; for people in
 * words, for programs as documents.
 */
public final class Console {
  private static final Text PREFIX = Text.of("drover: ");
  private static final Text FAILED = Text.of(Tone.BAD, "drover:").and(" ");
  private static final Text WARNED = Text.of(Tone.WARNING, "drover:").and(" ");

  private final PrintWriter out;
  private final PrintWriter err;
  private final OutputFormat format;
  private final boolean outColors;
  private final boolean errColors;

  private Console(
      PrintWriter out,
      PrintWriter err,
      OutputFormat format,
      ColorMode colors,
      Surroundings surroundings) {
    this.out = requireNonNull(out, "out is null");
    this.err = requireNonNull(err, "err is null");
    this.format = requireNonNull(format, "format is null");
    this.outColors = colors.applies(surroundings.outTerminal(), surroundings.environment());
    this.errColors = colors.applies(surroundings.errTerminal(), surroundings.environment());
  }

  /** Returns the console of a command that need not print data. */
  static Console of(CommandLine command, Surroundings surroundings) {
    return of(
        command,
        value(command.getCommandSpec(), OutputOptions.NAME, OutputFormat.TABLE),
        surroundings);
  }

  /** Returns the console of a command with the format that its {@link OutputOptions} say. */
  public static Console of(CommandLine command, OutputFormat format, Surroundings surroundings) {
    return new Console(
        command.getOut(),
        command.getErr(),
        format,
        value(command.getCommandSpec(), CommonOptions.COLOR, ColorMode.AUTO),
        surroundings);
  }

  /** Returns a console without colours. */
  public static Console plain(PrintWriter out, PrintWriter err, OutputFormat format) {
    return new Console(out, err, format, ColorMode.NEVER, Surroundings.NONE);
  }

  private static <T> T value(CommandSpec spec, String option, T otherwise) {
    OptionSpec found = spec.findOption(option);
    T value = found == null ? null : found.getValue();
    return Objects.requireNonNullElse(value, otherwise);
  }

  /** Returns for whom this console writes. */
  public OutputFormat format() {
    return format;
  }

  /** Returns whether standard output gets colours. */
  public boolean outColors() {
    return outColors;
  }

  /** Returns whether standard error gets colours. */
  public boolean errColors() {
    return errColors;
  }

  /**
   * Writes a command's result, once.
   *
   * @param document what programs get
   * @param lines what people get
   */
  public void result(Object document, List<Text> lines) {
    switch (format) {
      case TABLE, WIDE -> lines.forEach(line -> out.println(line.render(outColors)));
      case JSON -> out.println(Documents.json(document));
      case YAML -> out.println(Documents.yaml(document));
    }
    // Flushes too. A command that writes again and again ends with its reader.
    if (out.checkError()) {
      throw new OutputLost();
    }
  }

  /**
   * Writes a command's result in one line, once.
   *
   * @param document what programs get
   * @param line what people get
   */
  public void result(Object document, Text line) {
    result(document, List.of(line));
  }

  /**
   * Writes a command's result as a table, once.
   *
   * @param document what programs get
   * @param table what people get
   */
  public void result(Object document, Table table) {
    result(document, table.lines(format == OutputFormat.WIDE));
  }

  /** Writes a remark that a program does not miss, for people only. */
  public void note(String sentence) {
    if (format.forPeople()) {
      err.println(PREFIX.and(sentence).render(errColors));
      err.flush();
    }
  }

  /** Writes what limits the result, for example a host that did not answer. */
  public void warn(String sentence) {
    switch (format) {
      case TABLE, WIDE -> err.println(WARNED.and(sentence).render(errColors));
      case JSON -> err.println(Documents.jsonLine(Map.of("warning", sentence)));
      case YAML -> err.println(Documents.yaml(Map.of("warning", sentence)));
    }
    err.flush();
  }

  /** Writes a failure: its sentence and what to do next. Never a stack trace. */
  public void failure(DroverException failure) {
    FailureCode code = failure.code();
    failure(code, Objects.requireNonNullElse(failure.getMessage(), code.name()), code.advice());
  }

  /** Writes a failure with another advice than its code's. */
  void failure(FailureCode code, String sentence, String advice) {
    switch (format) {
      case TABLE, WIDE -> {
        sentence.lines().limit(1).forEach(line -> err.println(FAILED.and(line).render(errColors)));
        sentence.lines().skip(1).forEach(line -> err.println(Text.of(line).render(errColors)));
        err.println("  " + advice);
      }
      case JSON -> err.println(Documents.jsonLine(document(code, sentence, advice)));
      case YAML -> err.println(Documents.yaml(document(code, sentence, advice)));
    }
    err.flush();
  }

  private static Map<String, Object> document(FailureCode code, String sentence, String advice) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("code", code.name());
    document.put("message", sentence);
    document.put("advice", advice);
    document.put("retryable", code.retryable());
    document.put("exitCode", code.exitCode());
    return Map.of("error", document);
  }
}
