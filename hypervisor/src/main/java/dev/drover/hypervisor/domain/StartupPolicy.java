package dev.drover.hypervisor.domain;

/** What happens to removable media whose source is missing (requirement C6). */
public enum StartupPolicy implements XmlWord {
  /** Refused, always. */
  MANDATORY,
  /** Refused at start; dropped where the domain arrives by migration. */
  REQUISITE,
  /** Dropped. */
  OPTIONAL
}
