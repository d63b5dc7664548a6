package dev.drover.workflows;

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
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * The short activities of one host, on {@link TaskQueues#host}. Every one may be executed twice:
 * the second execution finds what the first one did. Failures are {@code ApplicationFailure}s made
 * by {@link Failures#toApplicationFailure}.
 */
@ActivityInterface
public interface HostActivities {
  /** Source: checks that the domain may leave and opens its job record. */
  @ActivityMethod(name = "begin")
  BeginResult begin(BeginCall call);

  /** Destination: checks again and starts a QEMU that waits for the guest. */
  @ActivityMethod(name = "prepare")
  PrepareResult prepare(PrepareCall call);

  /** Destination: finds the switchover's decision, or makes it. */
  @ActivityMethod(name = "finish")
  FinishResult finish(FinishCall call);

  /** Source: ends or resumes its copy by the destination's decision. */
  @ActivityMethod(name = "confirm")
  ConfirmResult confirm(ConfirmCall call);

  /** Either side: compensates what its steps did. */
  @ActivityMethod(name = "cancel")
  CancelResult cancel(CancelCall call);

  /** Source: gives the running transfer up, unless the guest may be handed over already. */
  @ActivityMethod(name = "abort")
  void abort(AbortCall call);

  /** Either side: what it knows of a move and can prove. */
  @ActivityMethod(name = "evidence")
  Evidence evidence(EvidenceCall call);

  /** Either side: acts on a person's statement, where nothing better decides. */
  @ActivityMethod(name = "resolve")
  ResolveResult resolve(ResolveCall call);

  /**
   * Source: waits for its final word, for as long as it takes, and beats meanwhile. Perform's own
   * queue has as many slots as moves may leave the host; one whose outcome is not known takes none.
   */
  @ActivityMethod(name = "outcome")
  PerformResult outcome(PerformCall call);

  /** Returns every domain of the host. */
  @ActivityMethod(name = "domains")
  List<DomainInfo> domains();

  /** Returns the host as it announces itself. */
  @ActivityMethod(name = "host")
  HostInfo host();

  /** Reads a definition without any effect. */
  @ActivityMethod(name = "check")
  DefinitionInfo check(String xml);

  /** Keeps a definition. */
  @ActivityMethod(name = "define")
  DomainInfo define(String xml);

  /** Boots a defined domain. */
  @ActivityMethod(name = "start")
  DomainInfo start(String domain);

  /** Ends a domain's QEMU without asking the guest. */
  @ActivityMethod(name = "destroy")
  DomainInfo destroy(String domain);

  /** Stops a running domain's CPUs. */
  @ActivityMethod(name = "suspend")
  DomainInfo suspend(String domain);

  /** Lets a paused domain run. */
  @ActivityMethod(name = "resume")
  DomainInfo resume(String domain);

  /** Finds what is left over on the host, and removes what may go if that is wanted. */
  @ActivityMethod(name = "sweep")
  SweepReport sweep(boolean fix);

  /** Forgets a domain's definition. */
  @ActivityMethod(name = "undefine")
  void undefine(String domain);
}
