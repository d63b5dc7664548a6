package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DomainXml;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.protocol.cookie.CookieCodec;
import dev.drover.protocol.cookie.HandOver;
import dev.drover.protocol.cookie.MigrationCookie;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.DestinationEvent;
import dev.drover.protocol.switchover.DestinationMachine;
import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.DestinationView;
import dev.drover.protocol.switchover.SourceEvent;
import dev.drover.protocol.switchover.SourceMachine;
import dev.drover.protocol.switchover.SourceState;
import dev.drover.protocol.switchover.SourceView;
import java.util.List;

/**
 * Goes through switchovers in memory before the first guest does. Java loads a class when it is
 * first used and runs its code slowly at first; the first guest's blackout would pay for both.
 */
final class Rehearsal {
  /**
   * The first compiler takes a method that was called more than 200 times (Tier3InvocationThreshold
   * of OpenJDK); a fraction of a second of one core.
   */
  private static final int TIMES = 300;

  private static final String UUID = "00000000-0000-4000-8000-000000000000";

  private static final String DEFINITION =
      """
      <domain type='qemu'><name>rehearsal</name><uuid>00000000-0000-4000-8000-000000000000</uuid>
      <memory unit='KiB'>131080</memory><vcpu>1</vcpu>
      <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type></os><devices/></domain>
      """;

  private Rehearsal() {}

  /** Rehearses in the background; nobody waits for it. */
  static void start() {
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < TIMES; i++) {
                once();
              }
            },
            "rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns whether both sides came to the end that a switchover without faults has. */
  static boolean once() {
    String xml = DomainXml.write(DomainXml.read(DEFINITION));
    Cookie commit =
        CookieCodec.encode(
            MigrationCookie.of("rehearsal", UUID, "here", UUID)
                .withHandOver(new HandOver(0, false))
                .withPersistentDefinition(xml));
    Frame frame = Frame.of(FrameKind.COMMIT, commit.bytes());
    MigrationCookie heard = CookieCodec.decode(Cookie.of(frame.body()));
    DomainXml.read(requireNonNull(heard.persistentDefinition(), "the definition was lost"));
    return source().word().isFinal() && destination().word().isFinal();
  }

  private static SourceState source() {
    SourceState state = SourceState.begun(false);
    for (SourceEvent event :
        List.of(
            new SourceEvent.Observed(SourceView.TRANSFERRING),
            SourceEvent.Signal.LINK_ALIVE,
            new SourceEvent.ArmRequested(false),
            new SourceEvent.Observed(SourceView.PRE_SWITCHOVER),
            SourceEvent.Signal.LEASE_HANDED_OVER,
            new SourceEvent.Observed(SourceView.COMPLETED),
            SourceEvent.Signal.COMMIT_SENT,
            new SourceEvent.Answered(Answer.COMMITTED))) {
      state = SourceMachine.standard().step(state, event).state();
    }
    return state;
  }

  private static DestinationState destination() {
    DestinationState state = DestinationState.prepared();
    for (DestinationEvent event :
        List.of(
            new DestinationEvent.Observed(DestinationView.LOADED),
            new DestinationEvent.CommitHeard(false),
            DestinationEvent.Signal.DEFINITION_SAVED,
            DestinationEvent.Signal.LEASE_TAKEN,
            new DestinationEvent.Observed(DestinationView.RUNNING))) {
      state = DestinationMachine.standard().step(state, event).state();
    }
    return state;
  }
}
