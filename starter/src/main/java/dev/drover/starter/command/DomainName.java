package dev.drover.starter.command;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a domain's UUID from its name. */
final class DomainName {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private DomainName() {}

  /** Returns the canonical UUID, if the text is one: then no host has to be asked for it. */
  static Optional<String> uuid(String nameOrUuid) {
    return UUID.matcher(nameOrUuid).matches()
        ? Optional.of(nameOrUuid.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
