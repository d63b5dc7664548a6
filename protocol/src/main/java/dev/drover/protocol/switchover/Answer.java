package dev.drover.protocol.switchover;

import java.util.Locale;

/** The destination's final answer. */
public enum Answer {
  /** The guest is at the destination. */
  COMMITTED,
  /** The guest is not at the destination and never will be. */
  CANCELLED;

  /** Returns the spelling of job records, for example {@code committed}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #wireName()}.
   *
   * @throws IllegalArgumentException if no answer is spelled so
   */
  public static Answer parse(String wireName) {
    for (Answer answer : values()) {
      if (answer.wireName().equals(wireName)) {
        return answer;
      }
    }
    throw new IllegalArgumentException("not a destination's final answer: '" + wireName + "'");
  }
}
