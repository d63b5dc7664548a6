package dev.drover.activities;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.Hypervisor;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.ConfirmResult;
import dev.drover.protocol.message.DefinitionInfo;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.EvidenceCall;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.SweepReport;
import dev.drover.workflows.HostActivities;
import java.util.List;

/** The activities of the host on which this worker runs. Thread-safe. */
public final class HostActivitiesImpl implements HostActivities {
  private final Hypervisor hypervisor;

  /** Serves the given host, which stays the caller's. */
  public HostActivitiesImpl(Hypervisor hypervisor) {
    this.hypervisor = requireNonNull(hypervisor, "hypervisor is null");
  }

  @Override
  public BeginResult begin(BeginCall call) {
    return Wire.answer(() -> hypervisor.begin(call));
  }

  @Override
  public PrepareResult prepare(PrepareCall call) {
    return Wire.answer(() -> hypervisor.prepare(call));
  }

  @Override
  public FinishResult finish(FinishCall call) {
    return Wire.answer(() -> hypervisor.finish(call));
  }

  @Override
  public ConfirmResult confirm(ConfirmCall call) {
    return Wire.answer(() -> hypervisor.confirm(call));
  }

  @Override
  public CancelResult cancel(CancelCall call) {
    return Wire.answer(() -> hypervisor.cancel(call));
  }

  @Override
  public void abort(AbortCall call) {
    Wire.run(() -> hypervisor.abort(call));
  }

  @Override
  public Evidence evidence(EvidenceCall call) {
    return Wire.answer(() -> hypervisor.evidence(call));
  }

  @Override
  public ResolveResult resolve(ResolveCall call) {
    return Wire.answer(() -> hypervisor.resolve(call));
  }

  @Override
  public PerformResult outcome(PerformCall call) {
    return Transfer.followed(hypervisor, call);
  }

  @Override
  public List<DomainInfo> domains() {
    return Wire.answer(hypervisor::domains);
  }

  @Override
  public HostInfo host() {
    return Wire.answer(hypervisor::host);
  }

  @Override
  public DefinitionInfo check(String xml) {
    return Wire.answer(
        () -> {
          Hypervisor.DefinitionCheck found = hypervisor.check(xml);
          return new DefinitionInfo(found.uuid(), found.name(), found.xml());
        });
  }

  @Override
  public DomainInfo define(String xml) {
    return Wire.answer(() -> hypervisor.define(xml));
  }

  @Override
  public DomainInfo start(String domain) {
    return Wire.answer(() -> hypervisor.start(domain));
  }

  @Override
  public DomainInfo destroy(String domain) {
    return Wire.answer(() -> hypervisor.destroy(domain));
  }

  @Override
  public DomainInfo suspend(String domain) {
    return Wire.answer(() -> hypervisor.suspend(domain));
  }

  @Override
  public DomainInfo resume(String domain) {
    return Wire.answer(() -> hypervisor.resume(domain));
  }

  @Override
  public SweepReport sweep(boolean fix) {
    return Wire.answer(() -> hypervisor.sweep(fix));
  }

  @Override
  public void undefine(String domain) {
    Wire.run(() -> hypervisor.undefine(domain));
  }
}
