package dev.drover.hypervisor.domain;

/** What the guest's hardware clock shows at boot. */
public enum ClockOffset implements XmlWord {
  UTC,
  LOCALTIME
}
