package dev.drover.protocol;

/** What a domain does on one host, as an operator sees it. */
public enum DomainState {
  RUNNING,
  PAUSED,
  /** A QEMU waits for, or is loading, this domain: it is not here yet. */
  INCOMING,
  SHUT_OFF
}
