package dev.drover.workflows;

import dev.drover.protocol.decision.Call;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.MigrationRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration had to leave open because a host did not answer.
 *
 * @param migrationId the run id of the migration
 * @param calls the calls that are still to be made, in their order
 * @param reason why the migration was given up; empty if it was not
 * @param failure why the migration was given up; null if it was not
 * @param cookie cookie #4, for confirm; empty if the destination has written none
 * @param domainName what people call the domain; null if the migration never learned it
 */
public record CleanupRequest(
    String migrationId,
    MigrationRequest migration,
    List<Call> calls,
    String reason,
    @Nullable FailureCode failure,
    Cookie cookie,
    @Nullable String domainName) {
  /** Keeps an immutable copy of the calls. */
  public CleanupRequest {
    calls = List.copyOf(calls);
  }
}
