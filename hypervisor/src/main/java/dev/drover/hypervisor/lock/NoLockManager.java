package dev.drover.hypervisor.lock;

import java.util.List;
import java.util.Optional;

/** Grants everything. For domains without shared storage, where a lease would exclude nobody. */
public final class NoLockManager implements LockManager {
  @Override
  public String protection() {
    return "No leases: nothing but QEMU's own image locks keeps a second copy from being started by hand.";
  }

  @Override
  public Optional<String> space() {
    return Optional.empty();
  }

  @Override
  public void claim(String domain, String name) {}

  @Override
  public boolean take(String domain, String migrationId) {
    return true;
  }

  @Override
  public void handOver(String domain, String migrationId, String heir) {}

  @Override
  public boolean takeBack(String domain, String migrationId) {
    return true;
  }

  @Override
  public void giveBack(String domain, String migrationId, String source) {}

  @Override
  public void release(String domain) {}

  @Override
  public boolean neverTook(String domain, String migrationId) {
    return false;
  }

  @Override
  public List<String> domains() {
    return List.of();
  }

  @Override
  public Optional<Lease> find(String domain) {
    return Optional.empty();
  }
}
