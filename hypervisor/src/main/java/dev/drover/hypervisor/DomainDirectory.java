package dev.drover.hypervisor;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.migration.HostIdentity;
import dev.drover.hypervisor.migration.Migrations;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.message.DomainInfo;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is known about this host's domains: definitions, QEMUs and jobs seen together. */
final class DomainDirectory {
  private final HostIdentity identity;
  private final DefinitionStore definitions;
  private final RunningDomains running;
  private final Migrations migrations;

  DomainDirectory(
      HostIdentity identity,
      DefinitionStore definitions,
      RunningDomains running,
      Migrations migrations) {
    this.identity = requireNonNull(identity, "identity is null");
    this.definitions = requireNonNull(definitions, "definitions is null");
    this.running = requireNonNull(running, "running is null");
    this.migrations = requireNonNull(migrations, "migrations is null");
  }

  /** Returns every domain that is defined, running or incoming here, by UUID. */
  List<DomainInfo> all() {
    TreeSet<String> uuids = new TreeSet<>(definitions.folders());
    running.all().forEach(domain -> uuids.add(domain.definition().uuid()));
    List<DomainInfo> found = new ArrayList<>();
    uuids.forEach(uuid -> find(uuid).ifPresent(found::add));
    return found;
  }

  /**
   * Returns how many domains are in each state; asks no QEMU.
   *
   * @return empty as a key stands for those whose state nobody can tell
   */
  Map<Optional<DomainState>, Integer> states() {
    Map<Optional<DomainState>, Integer> states = new HashMap<>();
    for (String uuid : definitions.folders()) {
      Optional<RunningDomain> active = running.find(uuid);
      if (active.isPresent()) {
        states.merge(active.get().loggedState(), 1, Integer::sum);
      } else if (Files.exists(definitions.file(uuid))) {
        Optional<DomainState> known =
            running.isHeld(uuid) ? Optional.empty() : Optional.of(DomainState.SHUT_OFF);
        states.merge(known, 1, Integer::sum);
      }
    }
    return states;
  }

  /** Returns one domain; asks its QEMU, if there is one. */
  Optional<DomainInfo> find(String uuid) {
    Optional<RunningDomain> active = running.find(uuid);
    Optional<DomainDefinition> kept = definitions.find(uuid);
    DomainDefinition definition = active.map(RunningDomain::definition).or(() -> kept).orElse(null);
    if (definition == null) {
      return Optional.empty();
    }
    return Optional.of(
        new DomainInfo(
            uuid,
            definition.name(),
            identity.id(),
            active.map(RunningDomain::state).orElse(DomainState.SHUT_OFF),
            active.map(RunningDomain::reason).orElseGet(() -> running.endReason(uuid)),
            kept.isPresent(),
            definition.memoryKib(),
            definition.vcpus(),
            migrations.jobOn(uuid).or(() -> migrations.debtOf(uuid)).orElse(null)));
  }

  /** Returns what people call a domain; its UUID if this host knows no name. */
  String name(String uuid) {
    return running
        .find(uuid)
        .map(RunningDomain::definition)
        .or(() -> definitions.find(uuid))
        .map(DomainDefinition::name)
        .orElse(uuid);
  }

  /** Returns a domain that was ended and may have vanished with that, as it is now. */
  DomainInfo ended(DomainInfo before, StateReason reason) {
    return find(before.uuid())
        .orElse(
            new DomainInfo(
                before.uuid(),
                before.name(),
                before.host(),
                DomainState.SHUT_OFF,
                reason,
                before.persistent(),
                before.memoryKib(),
                before.vcpus(),
                null));
  }
}
