package dev.drover.protocol.switchover;

/** What the source's machine remembers until its worker dies. */
public enum SourceNote {
  /** This very process wrote {@code armed}, and no COMMIT can have been sent yet. */
  SHORT_CUT_OPEN,
  /** The link is known to be alive. */
  LINK_ALIVE,
  /** The link is known to be dead. */
  LINK_DEAD,
  /** The destination can take the lease. */
  LEASE_HANDED_OVER,
  /** The lease is the source's: nobody else can take it. */
  LEASE_HELD,
  /** The migration is to be cancelled, unless it completes first. */
  GIVING_UP,
  /** The guest is to be ended as soon as the word allows. */
  DESTROYING,
  /** The destination will not ask about this migration any more. */
  ACKNOWLEDGED,
  /** A write failed: the disk may hold what the machine does not know. */
  DISK_DOUBTFUL
}
