package dev.drover.hypervisor.job;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store's failures, in sentences. */
final class Failures {
  private Failures() {}

  static DroverException unreadable(Path file, IOException cause) {
    return new DroverException(
        FailureCode.RECORD_UNREADABLE,
        "The job record " + file + " cannot be read: " + reason(cause) + ".",
        cause);
  }

  static DroverException storage(String what, IOException cause) {
    return new DroverException(
        FailureCode.STORAGE_FAILED, what + ": " + reason(cause) + ".", cause);
  }

  /** Returns what the system said, without the path that Java puts before it. */
  static String reason(IOException cause) {
    @Nullable String said =
        cause instanceof FileSystemException file ? file.getReason() : firstLine(cause);
    return said == null ? cause.getClass().getSimpleName() : said;
  }

  private static @Nullable String firstLine(IOException cause) {
    String message = cause.getMessage();
    return message == null ? null : message.lines().findFirst().orElse(null);
  }
}
