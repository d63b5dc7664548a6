package dev.drover.cli;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Standard output that remembers what it could not write, which a {@link PrintWriter} swallows. In
 * UTF-8 whatever the locale: names must come out as they are.
 */
public final class StandardOutput {
  /** What shells report of a program that SIGPIPE ended: 128 + 13. */
  public static final int BROKEN_PIPE = 141;

  private final Remembering stream;
  private final PrintWriter writer;

  private StandardOutput(OutputStream stream) {
    this.stream = new Remembering(stream);
    this.writer = new PrintWriter(this.stream, false, StandardCharsets.UTF_8);
  }

  /** Returns this process's standard output. */
  public static StandardOutput ofProcess() {
    return to(new FileOutputStream(FileDescriptor.out));
  }

  /** Returns an output that is not this process's. */
  public static StandardOutput to(OutputStream stream) {
    return new StandardOutput(new BufferedOutputStream(requireNonNull(stream, "stream is null")));
  }

  /**
   * Runs a command line with this output.
   *
   * @return the exit status: the command's, unless what it wrote was lost
   */
  public int execute(CommandLine commandLine, Surroundings surroundings, String... arguments) {
    int status = commandLine.setOut(writer).execute(arguments);
    writer.flush();
    IOException failure = stream.failure;
    if (failure == null) {
      return status;
    }
    if (String.valueOf(failure.getMessage()).contains("Broken pipe")) {
      // Whoever read has read enough, as in drover list | head -1.
      return BROKEN_PIPE;
    }
    DroverException lost =
        new DroverException(
            FailureCode.OUTPUT_FAILED,
            "Standard output cannot be written: " + failure.getMessage() + ".",
            failure);
    Console.of(commandLine, BadUsage.format(arguments), surroundings).failure(lost);
    return lost.code().exitCode();
  }

  private static final class Remembering extends FilterOutputStream {
    private @Nullable IOException failure;

    Remembering(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int one) throws IOException {
      try {
        out.write(one);
      } catch (IOException e) {
        throw remember(e);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw remember(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw remember(e);
      }
    }

    private IOException remember(IOException e) {
      if (failure == null) {
        failure = e;
      }
      return e;
    }
  }
}
