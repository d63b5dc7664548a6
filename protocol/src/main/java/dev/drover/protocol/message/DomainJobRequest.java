package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * The input of the small jobs define, start, suspend, resume, destroy and undefine. Fields are
 * checked by the workflow, so that a bad request becomes a failure that a user can read.
 *
 * @param host UUID of the host that does it
 * @param hostName what people call that host, for messages; may be null
 * @param domain the domain's UUID; the workflow's id is {@code domain/<uuid>}
 * @param xml the definition for define; null for the others
 * @param requestedBy who asked, for the records; may be null
 * @param domainName what people call the domain, for messages; may be null
 */
public record DomainJobRequest(
    String host,
    @Nullable String hostName,
    String domain,
    @Nullable String xml,
    @Nullable String requestedBy,
    @Nullable String domainName) {

  /** A request that leaves the domain's name out. */
  public DomainJobRequest(
      String host,
      @Nullable String hostName,
      String domain,
      @Nullable String xml,
      @Nullable String requestedBy) {
    this(host, hostName, domain, xml, requestedBy, null);
  }
}
