package dev.drover.protocol.switchover;

import java.util.Locale;

/** What the source has durably said about one migration. */
public enum SourceWord {
  /** No device state has been sent: nothing can be loaded over there. */
  PERFORM,
  /** Device state may be sent and COMMIT may follow. */
  ARMED,
  /** COMMIT was sent: the source holds still. */
  PERMITTED,
  /** COMMIT must not be sent; CANCEL is asked as a question. */
  ASKING,
  /** Final: nothing was handed over, the guest is the source's. */
  FAILED,
  /** Final: the destination has the guest, the source's QEMU is ended. */
  ENDED,
  /** Final: the destination never will have the guest, it is the source's again. */
  RESUMED;

  /** Returns whether the source decides nothing more. */
  public boolean isFinal() {
    return this == FAILED || this == ENDED || this == RESUMED;
  }

  /** Returns the spelling of job records and answers, for example {@code permitted}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #wireName()}.
   *
   * @throws IllegalArgumentException if no word is spelled so: hold, and never take it for absent
   */
  public static SourceWord parse(String wireName) {
    for (SourceWord word : values()) {
      if (word.wireName().equals(wireName)) {
        return word;
      }
    }
    throw new IllegalArgumentException("not a word of a migration's source: '" + wireName + "'");
  }
}
