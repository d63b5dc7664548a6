package dev.drover.hypervisor.domain;

/** An entry of the firmware's boot order. */
public enum BootDevice implements XmlWord {
  HD,
  CDROM,
  NETWORK,
  FD
}
