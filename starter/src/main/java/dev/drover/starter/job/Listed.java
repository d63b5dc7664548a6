package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

/**
 * A job in a list.
 *
 * @param running whether it ran when the list was made; a server's lists may be a moment old
 */
public record Listed(JobKey key, long startedAtEpochMillis, boolean running) {
  public Listed {
    requireNonNull(key, "key is null");
  }
}
