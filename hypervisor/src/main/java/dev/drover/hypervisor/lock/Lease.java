package dev.drover.hypervisor.lock;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.drover.protocol.failure.DroverException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may run a domain: one entry of its chain in the lockspace. A change is the next entry.
 *
 * @param version of this format, see {@link #VERSION}
 * @param epoch counts the changes, from 1
 * @param owner UUID of the host that has it, or had it last
 * @param ownerName what people call that host
 * @param heir UUID of the host that may take it over, null where there is none
 * @param migrationId the move it was changed for, null if it was changed for none
 * @param sinceEpochMillis when it was changed, by the clock of the host that did
 */
public record Lease(
    int version,
    long epoch,
    LeaseState state,
    String owner,
    String ownerName,
    @Nullable String heir,
    @Nullable String migrationId,
    long sinceEpochMillis) {

  /** The version that this drover writes; a lease with a larger one is never guessed at. */
  public static final int VERSION = 1;

  boolean isOwnedBy(String host) {
    return owner.equals(host) && state == LeaseState.OWNED;
  }

  boolean isInMove(String migration) {
    return migration.equals(migrationId);
  }

  /** Returns whether the owner still counts as the one, whoever else may take it. */
  boolean isHandedOverBy(String host) {
    return owner.equals(host) && state == LeaseState.HANDING_OVER;
  }

  boolean isHandedOverTo(String host) {
    return host.equals(heir) && state == LeaseState.HANDING_OVER;
  }

  boolean isHandedBackTo(String host) {
    return host.equals(heir) && state == LeaseState.HANDED_BACK;
  }

  /** Returns who has it and since when, for people. */
  @JsonIgnore
  public String sentence() {
    String since = Instant.ofEpochMilli(sinceEpochMillis).toString();
    return switch (state) {
      case FREE -> "nobody owns it since %s, last host %s".formatted(since, ownerName);
      case OWNED -> "host %s owns it since %s".formatted(ownerName, since);
      case HANDING_OVER ->
          "host %s hands it over to host %s in migration %s since %s"
              .formatted(ownerName, heir, migrationId, since);
      case HANDED_BACK ->
          "host %s handed it back to host %s in migration %s at %s"
              .formatted(ownerName, heir, migrationId, since);
    };
  }

  /**
   * Checks what was read.
   *
   * @throws DroverException RECORD_UNREADABLE if a newer drover wrote it
   */
  static Lease checked(Lease read, long expectedEpoch, Path where) {
    if (read.version() > VERSION) {
      throw Lockspace.unreadable(
          where, "its version is " + read.version() + ", and this drover reads up to " + VERSION);
    }
    if (read.epoch() != expectedEpoch) {
      throw Lockspace.unreadable(where, "it says that its epoch is " + read.epoch());
    }
    return read;
  }
}
