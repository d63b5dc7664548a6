package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.drover.protocol.failure.DroverException;
import dev.drover.workflows.Failures;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.Optional;

/** Turns what the server has recorded into drover's own words. */
final class Decoder {
  private final DataConverter converter;

  Decoder(DataConverter converter) {
    this.converter = requireNonNull(converter, "converter is null");
  }

  /** Returns the first value; empty if there is none, or if another version wrote another one. */
  <T> Optional<T> value(Payloads payloads, Class<T> type) {
    if (payloads.getPayloadsCount() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(converter.fromPayloads(0, Optional.of(payloads), type, type));
    } catch (DataConverterException notWhatWasExpected) {
      return Optional.empty();
    }
  }

  /** Returns a value that stands alone; empty as above. */
  <T> Optional<T> value(Payload payload, Class<T> type) {
    return value(Payloads.newBuilder().addPayloads(payload).build(), type);
  }

  /** Returns what a recorded failure means to a user. */
  DroverException failure(Failure failure) {
    return Failures.toDrover(converter.failureToException(failure));
  }

  static long micros(Timestamp time) {
    return Timestamps.toMicros(time);
  }

  static long micros(Duration duration) {
    return Durations.toMicros(duration);
  }
}
