package dev.drover.hypervisor.lock;

import java.util.List;
import java.util.Optional;

/**
 * Decides which host may run a domain (switchover.md, section 4). Every method may be repeated: it
 * finds what an earlier call has done. Fault tests wrap it.
 *
 * <p>Whatever cannot reach its storage throws a DroverException with STORAGE_FAILED, and what it
 * cannot understand one with RECORD_UNREADABLE: neither is a refusal.
 */
public interface LockManager {
  /** Returns one sentence that says what this manager protects against, and what it does not. */
  String protection();

  /**
   * Returns what both hosts of a move must have in common, for example the UUID of the lockspace;
   * empty if this manager excludes nobody, and leases decide nothing.
   */
  Optional<String> space();

  /**
   * Takes the lease of a domain that is about to be started here, or was found running, outside of
   * a move.
   *
   * @throws dev.drover.protocol.failure.DroverException DOMAIN_LEASED, with the owner's name
   */
  void claim(String domain, String name);

  /**
   * Takes the lease that a move hands over to this host; the answer false means that this host may
   * not run the guest.
   */
  boolean take(String domain, String migrationId);

  /** Makes the lease takeable by the heir, and by nobody else but its owner, which is this host. */
  void handOver(String domain, String migrationId, String heir);

  /** Takes a handed-over lease back; the answer false means that another host has it. */
  boolean takeBack(String domain, String migrationId);

  /**
   * Leaves a lease that this host took in a move to the host that the guest came from; its copy
   * here is dead.
   */
  void giveBack(String domain, String migrationId, String source);

  /** Lets anybody take the lease, if it is this host's: the domain is shut off. */
  void release(String domain);

  /** Returns whether it is proven that this host never took the lease in a move. */
  boolean neverTook(String domain, String migrationId);

  /** Returns the UUIDs of all domains that ever had a lease; empty if this manager keeps none. */
  List<String> domains();

  /** Returns what is known of a domain's lease, as evidence for people. */
  Optional<Lease> find(String domain);
}
