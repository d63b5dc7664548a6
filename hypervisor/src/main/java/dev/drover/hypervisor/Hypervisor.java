package dev.drover.hypervisor;

import dev.drover.protocol.failure.DroverException;
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

/**
 * One host and its domains. Every method may be called again with the same arguments and then finds
 * what the first call did: callers die and repeat themselves. All of them throw {@link
 * DroverException} and nothing else on purpose. Thread-safe.
 */
public interface Hypervisor {
  /** Returns this host as it announces itself. */
  HostInfo host();

  /** Returns every domain that is defined, running or incoming here. Never waits for a job. */
  List<DomainInfo> domains();

  /**
   * Reads a definition without any effect and returns what defining it would give.
   *
   * @param xml libvirt's domain XML; a missing UUID is drawn
   * @return the definition in drover's own spelling, with its UUID
   */
  DefinitionCheck check(String xml);

  /** Keeps a definition; replaces the definition of the same UUID and name. */
  DomainInfo define(String xml);

  /**
   * Boots a defined domain. Refused while a job record is open on it: the guest may be running
   * elsewhere.
   */
  DomainInfo start(String domain);

  /** Ends a domain's QEMU, without asking the guest. */
  DomainInfo destroy(String domain);

  /**
   * Stops a running domain's CPUs on the user's behalf. Refused while a job record is open on it.
   */
  DomainInfo suspend(String domain);

  /**
   * Lets a paused domain run. Refused from {@code armed} until the migration's word is final
   * (switchover.md, section 3).
   */
  DomainInfo resume(String domain);

  /** Forgets a domain's definition. Refused while it runs. */
  void undefine(String domain);

  /** Source: checks that the domain may leave and opens its job record. */
  BeginResult begin(BeginCall call);

  /** Destination: opens its job record and starts a QEMU that waits for the guest. */
  PrepareResult prepare(PrepareCall call);

  /**
   * Source: sends the guest and hands it over, or attaches to the transfer that runs already.
   * Blocks until the source's word is {@code permitted} or {@code failed}.
   *
   * @param watcher told about progress at least every second; what it throws ends this call, never
   *     the transfer
   */
  PerformResult perform(PerformCall call, Consumer<Progress> watcher);

  /** Destination: finds the switchover's decision, or makes it. */
  FinishResult finish(FinishCall call);

  /** Source: ends or resumes its copy by the destination's decision. */
  ConfirmResult confirm(ConfirmCall call);

  /** Either side: compensates what its steps did. */
  CancelResult cancel(CancelCall call);

  /** Source: gives the transfer up, unless the guest may be handed over already. */
  void abort(AbortCall call);

  /** Either side: what it knows of a move and can prove. Never waits for QEMU or the other side. */
  Evidence evidence(EvidenceCall call);

  /** Either side: acts on a person's statement, where nothing better decides. */
  ResolveResult resolve(ResolveCall call);

  /**
   * Finds what is left over here: what belongs to no domain and no open job. Never waits for a job
   * unless it has something to remove.
   *
   * @param fix whether to remove what may go; what may hold a guest never goes
   */
  SweepReport sweep(boolean fix);

  /**
   * A definition that was read and checked.
   *
   * @param uuid canonical, lower case
   * @param xml in drover's own spelling
   */
  record DefinitionCheck(String uuid, String name, String xml) {}
}
