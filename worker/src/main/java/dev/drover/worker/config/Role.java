package dev.drover.worker.config;

/** What a worker's process does. */
public enum Role {
  /** Carries out the steps that touch this host's guests. */
  HOST,
  /** Carries on workflows, of whichever hosts. */
  COORDINATOR
}
