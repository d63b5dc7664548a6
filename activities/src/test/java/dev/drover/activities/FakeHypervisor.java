package dev.drover.activities;

import dev.drover.hypervisor.Hypervisor;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.ConfirmResult;
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
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.SweepReport;
import java.util.List;
import java.util.function.Consumer;

/** A host that can do nothing; a test overrides what it needs. */
class FakeHypervisor implements Hypervisor {
  private static AssertionError unexpected() {
    return new AssertionError("not expected in this test");
  }

  @Override
  public HostInfo host() {
    throw unexpected();
  }

  @Override
  public List<DomainInfo> domains() {
    throw unexpected();
  }

  @Override
  public DefinitionCheck check(String xml) {
    throw unexpected();
  }

  @Override
  public DomainInfo define(String xml) {
    throw unexpected();
  }

  @Override
  public DomainInfo start(String domain) {
    throw unexpected();
  }

  @Override
  public DomainInfo destroy(String domain) {
    throw unexpected();
  }

  @Override
  public DomainInfo suspend(String domain) {
    throw unexpected();
  }

  @Override
  public DomainInfo resume(String domain) {
    throw unexpected();
  }

  @Override
  public SweepReport sweep(boolean fix) {
    throw unexpected();
  }

  @Override
  public void undefine(String domain) {
    throw unexpected();
  }

  @Override
  public BeginResult begin(BeginCall call) {
    throw unexpected();
  }

  @Override
  public PrepareResult prepare(PrepareCall call) {
    throw unexpected();
  }

  @Override
  public PerformResult perform(PerformCall call, Consumer<Progress> watcher) {
    throw unexpected();
  }

  @Override
  public FinishResult finish(FinishCall call) {
    throw unexpected();
  }

  @Override
  public ConfirmResult confirm(ConfirmCall call) {
    throw unexpected();
  }

  @Override
  public CancelResult cancel(CancelCall call) {
    throw unexpected();
  }

  @Override
  public void abort(AbortCall call) {
    throw unexpected();
  }

  @Override
  public Evidence evidence(EvidenceCall call) {
    throw unexpected();
  }

  @Override
  public ResolveResult resolve(ResolveCall call) {
    throw unexpected();
  }
}
