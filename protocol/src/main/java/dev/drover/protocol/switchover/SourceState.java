package dev.drover.protocol.switchover;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the source's machine knows.
 *
 * @param durable what the job record keeps
 * @param view how QEMU was last seen; lost with the worker
 * @param notes what else is lost with the worker
 */
public record SourceState(Durable durable, SourceView view, Set<SourceNote> notes) {

  /**
   * The part that the job record keeps.
   *
   * @param guestPaused the wanted run state, fixed when the source armed itself: paused by its user
   * @param answer the destination's final answer, null until it is heard
   * @param leased whether a domain lease on shared storage decides who runs
   * @param destinationStatedDead whether a person stated so and the source acted on it
   */
  public record Durable(
      SourceWord word,
      boolean guestPaused,
      @Nullable Answer answer,
      boolean leased,
      boolean destinationStatedDead) {
    public Durable {
      requireNonNull(word, "word is null");
    }

    Durable become(SourceWord next) {
      return new Durable(next, guestPaused, answer, leased, destinationStatedDead);
    }

    Durable withGuestPaused(boolean paused) {
      return new Durable(word, paused, answer, leased, destinationStatedDead);
    }

    Durable withAnswer(Answer heard) {
      return new Durable(word, guestPaused, heard, leased, destinationStatedDead);
    }

    Durable withDestinationStatedDead() {
      return new Durable(word, guestPaused, answer, leased, true);
    }
  }

  public SourceState {
    requireNonNull(durable, "durable is null");
    requireNonNull(view, "view is null");
    notes = Set.copyOf(notes);
  }

  /**
   * Returns the state of a migration that begins.
   *
   * @param leased whether a domain lease on shared storage decides who runs
   */
  public static SourceState begun(boolean leased) {
    return recovered(new Durable(SourceWord.PERFORM, false, null, leased, false));
  }

  /** Returns the state of a worker that found this record on its disk and remembers nothing. */
  public static SourceState recovered(Durable durable) {
    return new SourceState(durable, SourceView.UNKNOWN, Set.of());
  }

  /** Returns the durable word. */
  public SourceWord word() {
    return durable.word();
  }

  /** Returns whether the note is made. */
  public boolean has(SourceNote note) {
    return notes.contains(note);
  }

  /** Returns whether the word is final and QEMU was seen to follow it. */
  public boolean isSettled() {
    if (!word().isFinal() || view.isDead()) {
      return word().isFinal();
    }
    if (word() == SourceWord.ENDED || has(SourceNote.DESTROYING)) {
      return false;
    }
    return switch (view) {
      case IDLE, RUNNING -> true;
      case COMPLETED, FAILED_PAUSED -> durable.guestPaused();
      case UNKNOWN, TRANSFERRING, PRE_SWITCHOVER, DEVICE, DEAD_PROVEN, DEAD, DEAD_ASKED_FOR ->
          false;
    };
  }

  /**
   * Returns whether the domain may go on without this migration: the guest's place is settled, and
   * only the destination is still to hear of it.
   */
  public boolean letsGo() {
    boolean kept = !view.isDead() && has(SourceNote.LEASE_HELD);
    return isSettled() && (kept || word() == SourceWord.ENDED);
  }

  SourceState with(SourceView seen) {
    return new SourceState(durable, seen, notes);
  }

  SourceState with(Durable next) {
    return new SourceState(next, view, notes);
  }

  SourceState become(SourceWord next) {
    return with(durable.become(next));
  }

  SourceState with(SourceNote note) {
    if (has(note)) {
      return this;
    }
    EnumSet<SourceNote> more = EnumSet.of(note);
    more.addAll(notes);
    return new SourceState(durable, view, more);
  }

  SourceState without(SourceNote note) {
    if (!has(note)) {
      return this;
    }
    EnumSet<SourceNote> fewer = EnumSet.copyOf(notes);
    fewer.remove(note);
    return new SourceState(durable, view, fewer);
  }
}
