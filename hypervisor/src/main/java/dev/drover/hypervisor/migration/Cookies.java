package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.DomainXml;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.protocol.Step;
import dev.drover.protocol.cookie.CookieCheck;
import dev.drover.protocol.cookie.CookieCodec;
import dev.drover.protocol.cookie.HandOver;
import dev.drover.protocol.cookie.MigrationCookie;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import java.util.Optional;

/** Bakes this host's cookies and eats the other one's. Thread-safe. */
final class Cookies {
  private final HostIdentity host;
  private final DefinitionStore definitions;

  Cookies(HostIdentity host, DefinitionStore definitions) {
    this.host = requireNonNull(host, "host is null");
    this.definitions = requireNonNull(definitions, "definitions is null");
  }

  /** Returns cookie #1: who the source is, and that its lock manager has no state to carry. */
  Cookie begin(DomainDefinition definition) {
    return CookieCodec.encode(
        plain(definition.name(), definition.uuid()).withLockState(null), CookieCodec.STRICT_BYTES);
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
        plain(record.name(), record.domain()).withHandOver(new HandOver(0, guestPaused));
    Optional<DomainDefinition> kept =
        record.persistent() ? definitions.find(record.domain()) : Optional.empty();
    if (kept.isPresent()) {
      cookie = cookie.withPersistentDefinition(DomainXml.write(kept.get()));
    }
    return CookieCodec.encode(cookie);
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
   * Reads cookie #3, once: every reading of XML is time in which the guest runs nowhere.
   *
   * @throws DroverException INVALID_COOKIE, or what is wrong with the definition in it
   */
  Terms terms(Cookie commit, JobRecord record) {
    MigrationCookie read = check(commit, record.name(), record.domain(), Step.FINISH);
    HandOver handOver = read.handOver();
    if (handOver == null) {
      throw new DroverException(
          FailureCode.INVALID_COOKIE,
          "The COMMIT of domain " + record.name() + " does not say whether the guest is to run");
    }
    String xml = read.persistentDefinition();
    Optional<DomainDefinition> kept =
        xml == null ? Optional.empty() : Optional.of(DomainXml.read(xml));
    if (kept.filter(one -> !one.uuid().equals(record.domain())).isPresent()) {
      throw new DroverException(
          FailureCode.INVALID_COOKIE,
          "The COMMIT of domain " + record.name() + " brings the definition of another domain");
    }
    return new Terms(handOver.guestPaused(), kept);
  }

  private MigrationCookie plain(String name, String uuid) {
    return MigrationCookie.of(name, uuid, host.name(), host.id());
  }
}
