package dev.drover.cli;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Says what failed, and turns it into the exit status. */
final class Failed implements IExecutionExceptionHandler {
  private final Surroundings surroundings;

  Failed(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult arguments) {
    if (exception instanceof OutputLost) {
      return FailureCode.OUTPUT_FAILED.exitCode();
    }
    DroverException failure =
        exception instanceof DroverException known
            ? known
            : new DroverException(FailureCode.INTERNAL, "Unexpected: " + exception, exception);
    OptionSpec debug = command.getCommandSpec().findOption(CommonOptions.DEBUG);
    if (debug != null && Boolean.TRUE.equals(debug.getValue())) {
      exception.printStackTrace(command.getErr());
    }
    Console.of(command, surroundings).failure(failure);
    return failure.code().exitCode();
  }
}
