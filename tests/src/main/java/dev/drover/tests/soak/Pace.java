package dev.drover.tests.soak;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Lets all movers go on, wait for each other, or end. Thread-safe. */
final class Pace {
  private final Set<String> moving = ConcurrentHashMap.newKeySet();
  private boolean halted;
  private boolean over;

  /** A mover begins. */
  void begins(String mover) {
    moving.add(mover);
  }

  /** Returns whether everybody is to come to the end of what they are at. */
  synchronized boolean isHalted() {
    return halted || over;
  }

  /** Waits while everybody is to stand still; returns false when it is time to end. */
  synchronized boolean mayGoOn(String mover) throws InterruptedException {
    moving.remove(mover);
    notifyAll();
    while (halted && !over) {
      wait();
    }
    moving.add(mover);
    return !over;
  }

  /** A mover has ended. */
  synchronized void ended(String mover) {
    moving.remove(mover);
    notifyAll();
  }

  /** Lets all movers come to the end of what they are at; returns who has not in time. */
  synchronized Set<String> halt(Duration within) throws InterruptedException {
    halted = true;
    long end = System.nanoTime() + within.toNanos();
    while (!moving.isEmpty() && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
    return Set.copyOf(moving);
  }

  synchronized void goOn() {
    halted = false;
    notifyAll();
  }

  /** Ends all movers. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  synchronized boolean isOver() {
    return over;
  }
}
