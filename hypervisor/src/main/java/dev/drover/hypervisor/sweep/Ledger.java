package dev.drover.hypervisor.sweep;

/** What sweeping must know of this host's jobs. */
public interface Ledger {
  /** Returns whether an open job record names a domain. */
  boolean isOpen(String domain);

  /** Returns whether every job record of this host can be read. */
  boolean isReadable();

  /** Returns what to synchronize on while a domain of this UUID is started, moved or ended. */
  Object lock(String domain);
}
