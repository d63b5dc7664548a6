package dev.drover.hypervisor.migration;

import dev.drover.protocol.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a migration fails: the first error that was noted, and nothing later (A2), but that the
 * destination's own words are added to QEMU's (A12). Used by its session's actor only.
 */
final class FirstError {
  /** A record must always fit its slot, whatever the other host or QEMU had to say. */
  static final int MAX_CHARS = 2000;

  private @Nullable FailureCode code;
  private @Nullable String reason;

  /** Notes a sentence, unless there is one already; null and blank ones are none. */
  void note(@Nullable String why) {
    if (reason == null && why != null && !why.isBlank()) {
      reason = why.length() > MAX_CHARS ? why.substring(0, MAX_CHARS) : why;
    }
  }

  /** Notes an error, unless one is noted already. */
  void note(FailureCode what, String why) {
    if (reason == null) {
      code = what;
      note(why);
    }
  }

  /** Adds what the destination has to say, unless the reason is drover's or a person's own. */
  void noteDestination(String words) {
    String known = reason;
    if (known == null) {
      note(words);
    } else if (code == null && !words.isBlank() && !known.contains(words)) {
      reason = null;
      note(known + "; the destination: " + words);
    }
  }

  /** Returns the code; null if only a sentence is known. */
  @Nullable FailureCode code() {
    return code;
  }

  /** Returns the sentence; null if nothing was noted. */
  @Nullable String reason() {
    return reason;
  }
}
