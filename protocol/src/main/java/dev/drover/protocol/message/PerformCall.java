package dev.drover.protocol.message;

/**
 * Asks the source to send the guest and to hand it over.
 *
 * @param finalWordOnly whether the caller knows already that the outcome is not known, and wants to
 *     be answered when the source's word is final
 */
public record PerformCall(
    String migrationId,
    String domain,
    String destination,
    Cookie cookie,
    String dataUri,
    String peerAddress,
    MigrationOptions options,
    boolean finalWordOnly) {
  /** Returns the same call, to be answered when the source's word is final. */
  public PerformCall forFinalWord() {
    return new PerformCall(
        migrationId, domain, destination, cookie, dataUri, peerAddress, options, true);
  }

  /** Asks for the first word that says who decides. */
  public PerformCall(
      String migrationId,
      String domain,
      String destination,
      Cookie cookie,
      String dataUri,
      String peerAddress,
      MigrationOptions options) {
    this(migrationId, domain, destination, cookie, dataUri, peerAddress, options, false);
  }
}
