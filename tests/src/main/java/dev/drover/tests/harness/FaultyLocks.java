package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A lock manager with a gate before and after each change of a lease. */
final class FaultyLocks implements LockManager {
  private final LockManager real;
  private final Gates gates;

  FaultyLocks(LockManager real, Gates gates) {
    this.real = requireNonNull(real, "real is null");
    this.gates = requireNonNull(gates, "gates is null");
  }

  @Override
  public String protection() {
    return real.protection();
  }

  @Override
  public Optional<String> space() {
    return real.space();
  }

  @Override
  public void claim(String domain, String name) {
    through("lease-claim", () -> real.claim(domain, name));
  }

  @Override
  public boolean take(String domain, String migrationId) {
    return through("lease-take", () -> real.take(domain, migrationId));
  }

  @Override
  public void handOver(String domain, String migrationId, String heir) {
    through("lease-hand-over", () -> real.handOver(domain, migrationId, heir));
  }

  @Override
  public boolean takeBack(String domain, String migrationId) {
    return through("lease-take-back", () -> real.takeBack(domain, migrationId));
  }

  @Override
  public void giveBack(String domain, String migrationId, String source) {
    through("lease-give-back", () -> real.giveBack(domain, migrationId, source));
  }

  @Override
  public void release(String domain) {
    through("lease-release", () -> real.release(domain));
  }

  @Override
  public boolean neverTook(String domain, String migrationId) {
    return real.neverTook(domain, migrationId);
  }

  @Override
  public Optional<Lease> find(String domain) {
    return real.find(domain);
  }

  @Override
  public List<String> domains() {
    return real.domains();
  }

  private void through(String gate, Runnable change) {
    through(
        gate,
        () -> {
          change.run();
          return true;
        });
  }

  private <T> T through(String gate, Supplier<T> change) {
    Optional<Order> order = gates.pass(gate);
    if (order.isPresent() && order.get() == Order.FAIL) {
      throw refused(gate);
    }
    T result = change.get();
    if (order.isPresent() && order.get() == Order.FAIL_BUT_DO) {
      throw refused(gate);
    }
    gates.pass("after-" + gate);
    return result;
  }

  /** As a lock manager that cannot reach its storage. */
  private static DroverException refused(String gate) {
    return new DroverException(
        FailureCode.STORAGE_FAILED, "A test has ordered that " + gate + " fails");
  }
}
