package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Stay.Silence;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.soak.Violation.Kind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Moves one guest there and back, and boots it afresh when it is dead and drover allows it. */
final class Mover implements Runnable {
  /** Longer than a move's debts are tried, with a host or the server away in between. */
  private static final Duration INSISTENCE = Duration.ofMinutes(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration A_MOMENT = Duration.ofSeconds(3);
  private static final long LATE_NANOS = Duration.ofMillis(300).toNanos();

  private final SoakParts parts;
  private final SoakGuest guest;
  private final RandomGenerator random;
  private final Asking asking;
  private volatile boolean commandLineNext;

  Mover(SoakParts parts, SoakGuest guest, RandomGenerator random) {
    this.parts = requireNonNull(parts, "parts is null");
    this.guest = requireNonNull(guest, "guest is null");
    this.random = requireNonNull(random, "random is null");
    asking = new Asking(parts.fleet().fleet(), parts.fleet().client(), guest);
  }

  SoakGuest guest() {
    return guest;
  }

  Asking asking() {
    return asking;
  }

  /** Lets the command line ask for the next move. */
  void throughCommandLine() {
    commandLineNext = true;
  }

  @Override
  public void run() {
    try {
      do {
        while (!parts.pace().isHalted()) {
          once();
        }
        // Nothing is done to it any more: what stands still must live.
        if (isDead() && !parts.pace().isOver()) {
          boot();
        }
      } while (parts.pace().mayGoOn(guest.name()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (DroverException | AssertionError e) {
      if (!parts.pace().isOver()) {
        parts.found(Kind.STUCK_JOB, guest.name(), "its mover gave up: " + e.getMessage());
      }
    } finally {
      parts.pace().ended(guest.name());
    }
  }

  private void once() {
    if (isDead()) {
      boot();
      return;
    }
    MoveChoice choice = MoveChoice.draw(random);
    if (commandLineNext) {
      commandLineNext = false;
      choice = choice.throughCommandLine();
    }
    long asked = System.nanoTime();
    boolean paused = choice.paused() && suspend();
    long quiet = System.nanoTime() + LATE_NANOS;
    move(choice, paused);
    if (choice.paused()) {
      resume(paused, quiet);
      guest.excuse(new Silence(asked, System.nanoTime() + LATE_NANOS));
    }
    awaitTick();
  }

  private void move(MoveChoice choice, boolean paused) {
    DroverHost from = guest.where();
    DroverHost to = guest.elsewhere();
    Optional<Move> asked = asking.ask(from, to, choice);
    if (asked.isEmpty()) {
      say("nobody took the request for a move: " + asking.said());
      return;
    }
    Move move = asked.get();
    guest.moves(move);
    say(
        "move to %s asked for%s%s, %s"
            .formatted(
                to.name(),
                choice.byCommandLine() ? " by the command line" : "",
                paused ? ", paused" : "",
                move.migrationId()));
    parts.asked(move);
    settle(move, end(move, choice), paused);
  }

  private @Nullable DroverException end(Move move, MoveChoice choice) {
    long abortAt = System.nanoTime() + choice.abortAfterMillis().orElse(0) * 1_000_000L;
    boolean aborting = choice.abortAfterMillis().isPresent();
    while (true) {
      if (aborting && System.nanoTime() >= abortAt) {
        aborting = false;
        CompletableFuture<Void> unused = CompletableFuture.runAsync(this::abort);
      }
      Duration wait = LOOK_EVERY;
      if (aborting) {
        long left = Math.max(1_000_000, abortAt - System.nanoTime());
        wait = Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos()));
      }
      try {
        return asking.end(move, wait);
      } catch (TimeoutException notYet) {
        if (parts.pace().isOver()) {
          throw new AssertionError("the soak ended while a move was under way");
        }
      }
    }
  }

  private void abort() {
    try {
      parts.fleet().client().abort(guest.uuid());
      parts.tally().abortAccepted();
      say("abort accepted");
    } catch (DroverException e) {
      say("abort refused, " + e.code());
    }
  }

  /** Compares what drover says of a move with where the guest is. */
  private void settle(Move move, @Nullable DroverException failure, boolean paused) {
    String code = failure == null ? "" : failure.code().name();
    parts.tally().move(failure == null ? "moved" : "stayed, " + code);
    say(failure == null ? "moved" : "stayed, %s: %s".formatted(code, failure.getMessage()));
    if (failure != null
        && (failure.code() == FailureCode.INTERNAL
            || failure.code() == FailureCode.DOMAIN_ON_TWO_HOSTS)) {
      parts.found(Kind.DEFECT, guest.name(), code + ": " + failure.getMessage());
    }
    DroverHost here = failure == null ? move.destination() : move.source();
    guest.isOn(here);
    if (!here.qemus(guest.uuid()).isEmpty()) {
      return;
    }
    DroverHost there = guest.elsewhere();
    if (parts.runsOn(guest, there)) {
      parts.found(
          Kind.WRONG_ANSWER,
          guest.name(),
          "drover says that it is on %s, and it runs on %s".formatted(here.name(), there.name()));
      guest.isOn(there);
      return;
    }
    boolean arrived =
        failure == null
            || Words.closed(move.destination(), move.migrationId(), Side.DESTINATION)
                .equals(Optional.of("committed"));
    lost(move.destination(), arrived, paused);
  }

  private void lost(DroverHost destination, boolean arrived, boolean paused) {
    // Whoever ends a QEMU says so a moment later.
    long end = System.nanoTime() + A_MOMENT.toNanos();
    while (guest.deaths().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    List<Death> deaths = guest.deaths();
    Loss loss = Loss.judge(deaths, destination.name(), arrived, paused);
    say("it runs nowhere: %s; %s".formatted(loss.why(), deaths));
    parts.tally().loss(loss.why());
    if (!loss.allowed()) {
      parts.found(Kind.LOST_GUEST, guest.name(), loss.why() + "; " + deaths);
    }
  }

  private boolean isDead() {
    return guest.where().qemus(guest.uuid()).isEmpty();
  }

  /** Boots it where it is defined, as soon as drover lets it. */
  void boot() {
    if (guest.move().isPresent() && guest.deaths().isEmpty()) {
      lost(guest.elsewhere(), false, false);
    } else if (!guest.deaths().isEmpty()) {
      say("it is dead: " + guest.deaths());
    }
    DroverException elsewhere =
        asking.insist(
            "Start",
            guest.where(),
            INSISTENCE,
            List.of(FailureCode.UNKNOWN_DOMAIN, FailureCode.DOMAIN_RUNNING));
    if (elsewhere != null && elsewhere.code() == FailureCode.UNKNOWN_DOMAIN) {
      say("unknown on %s: %s".formatted(guest.where().name(), elsewhere.getMessage()));
      guest.isOn(guest.elsewhere());
      asking.insist("Start", guest.where(), INSISTENCE, List.of(FailureCode.DOMAIN_RUNNING));
    }
    guest.livedAt(Long.MAX_VALUE);
    say("booted on " + guest.where().name());
    awaitTick();
  }

  private boolean suspend() {
    try {
      parts.fleet().client().run("Suspend", guest.where(), guest.uuid());
      say("suspended");
      return true;
    } catch (DroverException e) {
      say("not suspended, " + e.code());
      return false;
    }
  }

  private void resume(boolean paused, long quietSince) {
    Optional<Tick> newest = newestTick();
    if (paused && newest.isPresent() && newest.get().nanos() > quietSince) {
      parts.found(
          Kind.WRONG_ANSWER,
          guest.name(),
          "it was paused, and ticked on until " + newest.get().number());
    }
    if (isDead()) {
      return;
    }
    DroverException refused =
        asking.insist(
            "Resume",
            guest.where(),
            INSISTENCE,
            List.of(FailureCode.DOMAIN_NOT_RUNNING, FailureCode.UNKNOWN_DOMAIN));
    say(refused == null ? "resumed" : "not resumed: " + refused.getMessage());
  }

  private Optional<Tick> newestTick() {
    return parts.fleet().hosts().stream()
        .flatMap(host -> guest.last(host).stream())
        .max(Comparator.comparingLong(Tick::nanos));
  }

  /** Waits until the guest ticks, or is seen to be dead, or for a moment. */
  private void awaitTick() {
    long since = System.nanoTime();
    for (int look = 1; System.nanoTime() < since + A_MOMENT.toNanos(); look++) {
      Optional<Tick> tick = guest.last(guest.where()).filter(one -> one.nanos() > since);
      if (tick.isPresent()) {
        guest.livedAt(tick.get().nanos());
        return;
      }
      // It means a look at every process of the machine.
      if (look % 10 == 0 && isDead()) {
        return;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos() / 10);
    }
    say("no tick for a moment");
  }

  private void say(String text) {
    parts.chronicle().add(guest.name(), text);
  }
}
