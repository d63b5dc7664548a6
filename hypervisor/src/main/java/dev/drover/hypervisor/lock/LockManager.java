package dev.drover.hypervisor.lock;

/**
 * Decides which host may run a domain (switchover.md, section 4). Every method may be repeated.
 * Fault tests wrap it.
 */
public interface LockManager {
  /** Returns one sentence that says what this manager protects against, and what it does not. */
  String protection();

  /**
   * Takes the lease for a domain that is about to run here; the answer false means that another
   * host owns it.
   */
  boolean take(String domain, String migrationId);

  /** Makes the lease takeable by the heir, and by nobody else but its owner. */
  void handOver(String domain, String migrationId, String heir);

  /** Takes a handed-over lease back; the answer false means that the heir has it. */
  boolean takeBack(String domain, String migrationId);

  /** Gives the lease up. */
  void release(String domain, String migrationId);
}
