package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.DomainXml;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.protocol.Step;
import dev.drover.protocol.cookie.CookieCheck;
import dev.drover.protocol.cookie.CookieCodec;
import dev.drover.protocol.cookie.HandOver;
import dev.drover.protocol.cookie.LockState;
import dev.drover.protocol.cookie.MigrationCookie;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.Excerpt;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bakes this host's cookies and eats the other one's. Thread-safe. */
final class Cookies {
  /** What the lock state of cookie #1 is called; libvirt's is named after its lock driver. */
  private static final String LOCK_DRIVER = "drover";

  private final HostIdentity host;
  private final DefinitionStore definitions;
  private final LockManager locks;

  Cookies(HostIdentity host, DefinitionStore definitions, LockManager locks) {
    this.host = requireNonNull(host, "host is null");
    this.definitions = requireNonNull(definitions, "definitions is null");
    this.locks = requireNonNull(locks, "locks is null");
  }

  /** Returns cookie #1: who the source is, and in which lockspace the domain's lease is, if any. */
  Cookie begin(DomainDefinition definition) {
    LockState state = locks.space().map(space -> new LockState(LOCK_DRIVER, space)).orElse(null);
    return CookieCodec.encode(
        plain(definition.name(), definition.uuid()).withLockState(state), CookieCodec.STRICT_BYTES);
  }

  /**
   * Refuses a guest whose lease this host would look for in another place than its source.
   *
   * @param begun cookie #1
   * @throws DroverException LEASES_DIFFER
   */
  void checkLockspace(MigrationCookie begun) {
    LockState state = begun.lockState();
    Optional<String> there =
        state == null
            ? Optional.empty()
            : Optional.of(
                LOCK_DRIVER.equals(state.driver())
                    ? String.valueOf(state.leases())
                    : "of driver " + Excerpt.of(state.driver()));
    if (!there.equals(locks.space())) {
      throw new DroverException(
          FailureCode.LEASES_DIFFER,
          "Domain %s cannot go from host %s to host %s: there its lease is in %s, here in %s."
              .formatted(
                  begun.name(),
                  Excerpt.of(begun.hostName()),
                  host.name(),
                  there.map(space -> "lockspace " + Excerpt.of(space)).orElse("no lockspace"),
                  locks.space().map(space -> "lockspace " + space).orElse("no lockspace")));
    }
  }

  /** Returns cookies #2 and #4: who the destination is. */
  Cookie destination(String name, String uuid) {
    return CookieCodec.encode(plain(name, uuid), CookieCodec.STRICT_BYTES);
  }

  /**
   * Returns cookie #3, which COMMIT carries: the wanted run state, and the definition that is kept
   * where the guest is.
   */
  Cookie commit(JobRecord record, boolean guestPaused) {
    MigrationCookie cookie =
        plain(record.name(), record.domain())
            .withHandOver(new HandOver(epoch(record), guestPaused));
    Optional<DomainDefinition> kept =
        record.persistent() ? definitions.find(record.domain()) : Optional.empty();
    if (kept.isPresent()) {
      cookie = cookie.withPersistentDefinition(DomainXml.write(kept.get()));
    }
    return CookieCodec.encode(cookie);
  }

  /** The epoch is for people who read the cookie: the lease itself decides, not what is said. */
  private long epoch(JobRecord record) {
    try {
      return record.leased() ? locks.find(record.domain()).map(Lease::epoch).orElse(0L) : 0;
    } catch (DroverException e) {
      return 0;
    }
  }

  /**
   * Checks a cookie that the other host wrote for a step here.
   *
   * @throws DroverException INVALID_COOKIE or SAME_HOST
   */
  MigrationCookie check(Cookie cookie, String name, String uuid, Step step) {
    MigrationCookie read = CookieCodec.decode(cookie);
    new CookieCheck(name, uuid, host.id()).check(read, step);
    return read;
  }

  /**
   * What COMMIT says.
   *
   * @param guestPaused the wanted run state
   * @param persistentDefinition the definition to keep here, if the domain is a persistent one
   */
  record Terms(boolean guestPaused, Optional<DomainDefinition> persistentDefinition) {}

  /**
   * A definition that was read before, and its text: the guest need not wait until it is read once
   * more.
   */
  record Expected(String xml, DomainDefinition definition) {
    static Expected of(DomainDefinition definition) {
      return new Expected(DomainXml.write(definition), definition);
    }
  }

  /**
   * Reads cookie #3, once: every reading of XML is time in which the guest runs nowhere.
   *
   * @param expected null if nothing is known of the definition that will come
   * @throws DroverException INVALID_COOKIE, or what is wrong with the definition in it
   */
  Terms terms(Cookie commit, JobRecord record, @Nullable Expected expected) {
    MigrationCookie read = check(commit, record.name(), record.domain(), Step.FINISH);
    HandOver handOver = read.handOver();
    if (handOver == null) {
      throw new DroverException(
          FailureCode.INVALID_COOKIE,
          "The COMMIT of domain " + record.name() + " does not say whether the guest is to run");
    }
    String xml = read.persistentDefinition();
    Optional<DomainDefinition> kept =
        xml == null ? Optional.empty() : Optional.of(definition(xml, expected));
    if (kept.filter(one -> !one.uuid().equals(record.domain())).isPresent()) {
      throw new DroverException(
          FailureCode.INVALID_COOKIE,
          "The COMMIT of domain " + record.name() + " brings the definition of another domain");
    }
    return new Terms(handOver.guestPaused(), kept);
  }

  private static DomainDefinition definition(String xml, @Nullable Expected expected) {
    return expected != null && expected.xml().equals(xml)
        ? expected.definition()
        : DomainXml.read(xml);
  }

  private MigrationCookie plain(String name, String uuid) {
    return MigrationCookie.of(name, uuid, host.name(), host.id());
  }
}
