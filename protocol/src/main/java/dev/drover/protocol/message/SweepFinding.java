package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * A thing on a host that belongs to no domain and no open job there.
 *
 * @param domain UUID of the domain that it was made for; null if it was made for none
 * @param what the thing itself, with its id or path and what it holds
 * @param reason why it may be removed, was removed, or is left, in a sentence
 */
public record SweepFinding(
    Kind kind, @Nullable String domain, String what, Verdict verdict, String reason) {

  /** What kind of thing it is. */
  public enum Kind {
    /** A QEMU. */
    PROCESS,
    /** A folder of a domain, or of its QEMU. */
    FOLDER,
    /** A file that was never made to its end, or is not drover's. */
    FILE,
    /** A lease of this host in the lockspace. */
    LEASE
  }

  /** What is done with it. */
  public enum Verdict {
    /** It can be removed: nothing refers to it, and its QEMU is proven dead or holds no guest. */
    SAFE,
    /** It has been removed. */
    REMOVED,
    /** It is not touched: it may hold a guest, or nobody can tell. */
    LEFT
  }

  /** Returns the same finding with another verdict. */
  public SweepFinding as(Verdict other, String why) {
    return new SweepFinding(kind, domain, what, other, why);
  }
}
