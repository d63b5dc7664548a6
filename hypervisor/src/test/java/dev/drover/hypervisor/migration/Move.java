package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.QemuHypervisor;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.ConfirmResult;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.Progress;
import java.util.UUID;
import java.util.function.Consumer;

/** One migration, step by step, as the workflow would call it. */
final class Move {
  final String id;
  final String domain;
  final RealHost source;
  final RealHost destination;
  final MigrationOptions options;

  Move(String domain, RealHost source, RealHost destination, MigrationOptions options) {
    this(UUID.randomUUID().toString(), domain, source, destination, options);
  }

  private Move(
      String id, String domain, RealHost source, RealHost destination, MigrationOptions options) {
    this.id = id;
    this.domain = domain;
    this.source = source;
    this.destination = destination;
    this.options = options;
  }

  Move(String domain, RealHost source, RealHost destination) {
    this(domain, source, destination, MigrationOptions.DEFAULTS);
  }

  /** Returns the same migration, with the source's next worker. */
  Move by(RealHost newSource) {
    return new Move(id, domain, newSource, destination, options);
  }

  private QemuHypervisor from() {
    return source.hypervisor();
  }

  private QemuHypervisor to() {
    return destination.hypervisor();
  }

  BeginResult begin() {
    return from().begin(new BeginCall(id, domain, destination.id(), options));
  }

  PrepareResult prepare(BeginResult begun) {
    return to().prepare(
            new PrepareCall(
                id,
                domain,
                source.id(),
                begun.definition(),
                begun.cookie(),
                options,
                begun.peerAddress()));
  }

  PerformResult perform(PrepareResult prepared) {
    return perform(prepared, progress -> {});
  }

  PerformResult perform(PrepareResult prepared, Consumer<Progress> watcher) {
    return from()
        .perform(
            new PerformCall(
                id,
                domain,
                destination.id(),
                prepared.cookie(),
                prepared.dataUri(),
                prepared.peerAddress(),
                options),
            watcher);
  }

  FinishResult finish(Cookie cookie, boolean cancelled) {
    return to().finish(new FinishCall(id, domain, source.id(), cookie, cancelled));
  }

  ConfirmResult confirm(Cookie cookie, boolean cancelled) {
    return from().confirm(new ConfirmCall(id, domain, destination.id(), cookie, cancelled));
  }

  /** The workflow undoes the destination's part, whichever worker serves it now. */
  void cancelOn(RealHost host) {
    host.hypervisor().finish(new FinishCall(id, domain, source.id(), Cookie.EMPTY, true));
  }

  /** Goes the whole road, and returns perform's result. */
  PerformResult all() {
    PerformResult performed = perform(prepare(begin()));
    FinishResult finished = finish(performed.cookie(), !performed.permitted());
    confirm(finished.cookie(), !finished.committed());
    return performed;
  }
}
