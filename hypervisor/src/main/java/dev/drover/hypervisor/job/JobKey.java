package dev.drover.hypervisor.job;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a record is found by. Both sides may stand in one store: a host may be tried on itself. */
record JobKey(String migrationId, Side side) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
  private static final Pattern NAME =
      Pattern.compile("(" + ID.pattern() + ")\\.(source|destination)\\.(?:job|closed)");

  static JobKey of(JobRecord record) {
    return new JobKey(record.migrationId(), record.side());
  }

  static JobKey of(ClosedJob closed) {
    return new JobKey(closed.migrationId(), closed.side());
  }

  /** Returns the key that a file's name states, or empty if the name is none of the store's. */
  static Optional<JobKey> ofFile(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches()
        ? Optional.of(
            new JobKey(name.group(1), Side.valueOf(name.group(2).toUpperCase(Locale.ROOT))))
        : Optional.empty();
  }

  /** Refuses an id that would not be a harmless file name. */
  JobKey checked() {
    if (!ID.matcher(migrationId).matches()) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT,
          "The migration id \""
              + migrationId.substring(0, Math.min(100, migrationId.length()))
              + "\" is no id: letters, digits, \"-\" and \"_\" only, 100 at most.");
    }
    return this;
  }

  String recordFile() {
    return migrationId + "." + sideName() + ".job";
  }

  String closedFile() {
    return migrationId + "." + sideName() + ".closed";
  }

  private String sideName() {
    return side.name().toLowerCase(Locale.ROOT);
  }
}
