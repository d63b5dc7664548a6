package dev.drover.activities;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.text.Amounts;

/**
 * A transfer's numbers as they travel in a heartbeat. Temporal's UI shows heartbeat details as they
 * are, so a person finds a sentence in front; programs read the fields of {@link Progress} and
 * ignore the others.
 *
 * @param now the numbers in a sentence
 * @param percent 0 to 100: the part of memory that is not waiting to be sent
 * @param progress the numbers, each a field of the heartbeat itself
 */
@JsonPropertyOrder({"now", "percent"})
record Heartbeat(String now, int percent, @JsonUnwrapped Progress progress) {

  static Heartbeat of(Progress progress) {
    return new Heartbeat(sentence(progress), progress.percent(), progress);
  }

  private static String sentence(Progress progress) {
    if (progress.totalBytes() <= 0) {
      return "the transfer is being set up";
    }
    return "%d %% of %s, %s/s, %s remain, dirtied %s/s, pass %d, %s so far"
        .formatted(
            progress.percent(),
            Amounts.bytes(progress.totalBytes()),
            Amounts.bytes(progress.bytesPerSecond()),
            Amounts.bytes(progress.remainingBytes()),
            Amounts.bytes(progress.dirtyBytesPerSecond()),
            progress.pass(),
            Amounts.millis(progress.elapsedMillis()));
  }
}
