package dev.drover.protocol.message;

/**
 * What a host has made of a person's statement.
 *
 * @param word the side's word now
 * @param sentence what it did, for people
 */
public record ResolveResult(Effect effect, String word, String sentence) {
  /** What the statement brought about. */
  public enum Effect {
    /** The destination's loaded copy was started: the guest is there. */
    COPY_STARTED,
    /** The destination's copy was ended, and the guest may be booted afresh there. */
    MAY_BOOT,
    /** The destination has the guest and waits for no acknowledgement any more. */
    RECORD_CLOSED,
    /** The guest is the source's again, and runs there unless it was paused or has died. */
    SOURCE_KEEPS
  }
}
