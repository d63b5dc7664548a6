package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * The input of the migration workflow, which any Temporal client may start. Fields are checked by
 * the workflow, not here: a bad request has to become a failure that a user can read.
 *
 * @param domain the domain's UUID; the workflow's id is {@code domain/<uuid>}
 * @param source UUID of the host that runs the domain
 * @param destination UUID of the host that it goes to
 * @param options null means {@link MigrationOptions#DEFAULTS}
 * @param requestedBy who asked, for the records; may be null
 * @param sourceName what people call the source, for messages; may be null
 * @param destinationName what people call the destination, for messages; may be null
 */
public record MigrationRequest(
    String domain,
    String source,
    String destination,
    @Nullable MigrationOptions options,
    @Nullable String requestedBy,
    @Nullable String sourceName,
    @Nullable String destinationName) {

  /** A request that leaves the hosts' names out. */
  public MigrationRequest(
      String domain,
      String source,
      String destination,
      @Nullable MigrationOptions options,
      @Nullable String requestedBy) {
    this(domain, source, destination, options, requestedBy, null, null);
  }

  /** Returns the options, or the defaults where the client gave none. */
  public MigrationOptions optionsOrDefaults() {
    return options == null ? MigrationOptions.DEFAULTS : options;
  }
}
