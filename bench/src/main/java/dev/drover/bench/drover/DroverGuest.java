package dev.drover.bench.drover;

import static java.util.Objects.requireNonNull;

import dev.drover.bench.Mover;
import dev.drover.bench.RunStates;
import dev.drover.bench.Ticking;
import dev.drover.bench.floor.HandCommandLine;
import dev.drover.bench.result.Measure;
import dev.drover.bench.result.Values;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TestFleet;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A guest that drover moves between two hosts. */
public final class DroverGuest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestFleet fleet;
  private final FleetClient client;
  private final PacerDomain domain;
  private final Ticking ticking;
  private DroverHost here;
  private DroverHost there;

  private DroverGuest(
      TestFleet fleet, FleetClient client, PacerDomain domain, DroverHost here, DroverHost there) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.client = requireNonNull(client, "client is null");
    this.domain = requireNonNull(domain, "domain is null");
    this.here = requireNonNull(here, "here is null");
    this.there = requireNonNull(there, "there is null");
    ticking =
        Ticking.listen(folder(here).resolve("serial0.sock"), folder(there).resolve("serial0.sock"));
    client.define(here, domain.uuid(), domain.xml());
    client.run("Start", here, domain.uuid());
    ticking.awaitTicks();
  }

  /** Boots a guest on one of two hosts. */
  public static DroverGuest boot(
      TestFleet fleet, FleetClient client, PacerDomain domain, DroverHost one, DroverHost other) {
    return new DroverGuest(fleet, client, domain, one, other);
  }

  private Path folder(DroverHost host) {
    return host.runFolder(domain.uuid());
  }

  /** Returns the command line of its QEMU, for the floor. */
  public HandCommandLine commandLine() {
    return HandCommandLine.ofProcess(here.qemuPid(domain.uuid()), folder(here));
  }

  /** Returns what is heard of the guest. */
  public Ticking ticking() {
    return ticking;
  }

  /** Returns who moves the guest as a client that is connected already. */
  public Mover byClient() {
    return mover(this::callClient);
  }

  /** Returns who moves the guest with the command line. */
  public Mover byCommand() {
    return mover(this::callCommand);
  }

  /** Returns who moves the guest while the server is away. */
  public Mover without(DevTemporal server) {
    return mover(() -> callWithout(server));
  }

  private Values callWithout(DevTemporal server) {
    String sending = "Domain " + domain.name() + ": sending to ";
    long before = said(here, sending);
    WorkflowStub running = client.start(domain.uuid(), here, there, MigrationOptions.DEFAULTS);
    Deadline.await(
        PATIENCE, "the guest is on its way", () -> said(here, sending), said -> said > before);
    server.kill();
    if (ticking.hasArrived()) {
      throw new AssertionError("the guest was faster than the end of the server");
    }
    ticking.awaitArrival();
    server.startAgain();
    FleetClient.await(running);
    return new Values();
  }

  private static long said(DroverHost host, String what) {
    return host.worker().output().stream().filter(line -> line.contains(what)).count();
  }

  private Values callClient() {
    long begin = System.nanoTime();
    WorkflowStub running = client.start(domain.uuid(), here, there, MigrationOptions.DEFAULTS);
    MigrationResult result = FleetClient.await(running);
    Values values = new Values().nanos(Measure.CLIENT, System.nanoTime() - begin);
    addRecord(values, result.statistics());
    return values;
  }

  private Values callCommand() {
    long begin = System.nanoTime();
    fleet.cli("migrate", domain.name(), "--to", there.name()).orFail();
    return new Values().nanos(Measure.COMMAND, System.nanoTime() - begin);
  }

  private Values move(Supplier<Values> call) {
    try (RunStates source = RunStates.follow(runStateLog(here))) {
      ticking.leaving();
      Values values = call.get();
      DroverHost left = here;
      here = there;
      there = left;
      values.micros(Measure.BLACKOUT_TICKS, ticking.arrived());
      try (RunStates destination = RunStates.follow(runStateLog(here))) {
        values.micros(Measure.BLACKOUT, destination.ran() - source.stopped());
        new Timeline(client.history(domain.uuid()).events(), left.worker().output())
            .add(values, source, destination);
      }
      return values;
    }
  }

  private Path runStateLog(DroverHost host) {
    return folder(host).resolve("runstate.log");
  }

  private static void addRecord(Values values, @Nullable Statistics statistics) {
    Long blackout = statistics == null ? null : statistics.blackoutMicros();
    if (blackout != null) {
      values.micros(Measure.BLACKOUT_RECORD, blackout);
    }
  }

  private Mover mover(Supplier<Values> call) {
    return new Mover() {
      @Override
      public Values move() {
        return DroverGuest.this.move(call);
      }

      @Override
      public Ticking ticking() {
        return ticking;
      }
    };
  }

  /** Ends the guest and forgets it. */
  @Override
  public void close() {
    ticking.close();
    client.run("Destroy", here, domain.uuid());
    client.run("Undefine", here, domain.uuid());
  }
}
