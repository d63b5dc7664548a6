package dev.drover.protocol.switchover;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the destination's machine knows.
 *
 * @param durable what the job record keeps
 * @param view how QEMU was last seen; lost with the worker
 * @param notes what else is lost with the worker
 */
public record DestinationState(Durable durable, DestinationView view, Set<DestinationNote> notes) {

  /**
   * The part that the job record keeps.
   *
   * @param guestPaused the wanted run state, which COMMIT brought: loaded is enough
   */
  public record Durable(DestinationWord word, boolean guestPaused) {
    public Durable {
      requireNonNull(word, "word is null");
    }
  }

  public DestinationState {
    requireNonNull(durable, "durable is null");
    requireNonNull(view, "view is null");
    notes = Set.copyOf(notes);
  }

  /** Returns the state of a migration that is being prepared. */
  public static DestinationState prepared() {
    return recovered(new Durable(DestinationWord.UNDECIDED, false));
  }

  /** Returns the state of a worker that found this record on its disk and remembers nothing. */
  public static DestinationState recovered(Durable durable) {
    return new DestinationState(durable, DestinationView.UNKNOWN, Set.of());
  }

  /** Returns the durable word. */
  public DestinationWord word() {
    return durable.word();
  }

  /** Returns whether the note is made. */
  public boolean has(DestinationNote note) {
    return notes.contains(note);
  }

  /**
   * Returns whether the domain may go on without this migration: the guest's place is settled, and
   * only the source is still to hear of it.
   */
  public boolean letsGo() {
    return switch (word()) {
      case UNDECIDED, STARTING -> false;
      case COMMITTED ->
          view == DestinationView.RUNNING
              || (durable.guestPaused() && view == DestinationView.LOADED);
      case CANCELLED -> view.isGone();
    };
  }

  DestinationState with(DestinationView seen) {
    return new DestinationState(durable, seen, notes);
  }

  DestinationState become(DestinationWord next) {
    return new DestinationState(new Durable(next, durable.guestPaused()), view, notes);
  }

  DestinationState withGuestPaused(boolean paused) {
    return new DestinationState(new Durable(word(), paused), view, notes);
  }

  DestinationState with(DestinationNote note) {
    if (has(note)) {
      return this;
    }
    EnumSet<DestinationNote> more = EnumSet.of(note);
    more.addAll(notes);
    return new DestinationState(durable, view, more);
  }

  DestinationState without(DestinationNote note) {
    if (!has(note)) {
      return this;
    }
    EnumSet<DestinationNote> fewer = EnumSet.copyOf(notes);
    fewer.remove(note);
    return new DestinationState(durable, view, fewer);
  }
}
