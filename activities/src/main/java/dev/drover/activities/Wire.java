package dev.drover.activities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.workflows.Failures;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;

/** Hands a host's answers and failures to Temporal. */
final class Wire {
  /**
   * Largest answer in bytes of JSON: half of the server's limit for one payload (2 MiB), beyond
   * which an activity would be repeated for ever without anybody being told why.
   */
  static final int MAX_ANSWER = 1024 * 1024;

  private static final ObjectWriter JSON =
      JacksonJsonPayloadConverter.newDefaultObjectMapper().writer();

  private Wire() {}

  static <T> T answer(Supplier<T> call) {
    try {
      T answer = call.get();
      checkSize(answer);
      return answer;
    } catch (DroverException failure) {
      throw Failures.toApplicationFailure(failure);
    }
  }

  static void run(Runnable call) {
    try {
      call.run();
    } catch (DroverException failure) {
      throw Failures.toApplicationFailure(failure);
    }
  }

  private static void checkSize(Object answer) {
    CountingStream counter = new CountingStream();
    try {
      JSON.writeValue(counter, answer);
    } catch (JsonProcessingException failure) {
      throw new DroverException(
          FailureCode.INTERNAL,
          "An answer cannot be written as JSON: " + failure.getOriginalMessage());
    } catch (IOException impossible) {
      throw new DroverException(FailureCode.INTERNAL, "Counting bytes failed.", impossible);
    }
    if (counter.bytes > MAX_ANSWER) {
      throw new DroverException(
          FailureCode.INTERNAL,
          "An answer of this host has %d bytes, more than the %d that may travel through Temporal."
              .formatted(counter.bytes, MAX_ANSWER));
    }
  }

  /** Counts what is written and keeps nothing. */
  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int oneByte) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }
}
