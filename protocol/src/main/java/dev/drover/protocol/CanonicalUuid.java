package dev.drover.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** UUIDs as text in one spelling, so that equal ones are equal strings: hyphens, lower case. */
public final class CanonicalUuid {
  private static final Pattern HYPHENATED =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private CanonicalUuid() {}

  /** Returns the canonical spelling; empty if the text is not a UUID with its hyphens. */
  public static Optional<String> of(String text) {
    return HYPHENATED.matcher(text).matches()
        ? Optional.of(text.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
