package dev.drover.protocol.switchover.explorer;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.switchover.DestinationEffect;
import dev.drover.protocol.switchover.DestinationEvent;
import dev.drover.protocol.switchover.DestinationMachine;
import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.DestinationStep;
import dev.drover.protocol.switchover.DestinationView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The destination machine under test, each (state, event) asked once. */
final class DestinationTable {
  /** A step in numbers. */
  record Row(int state, boolean write, int durable, List<DestinationEffect> effects) {}

  private static final List<DestinationEvent> EVENTS = events();
  private static final Map<DestinationEvent, Integer> NUMBERS = numbers();

  private final DestinationMachine machine;
  private final Interned<DestinationState> states = new Interned<>(1 << 16);
  private final Interned<DestinationState.Durable> durables = new Interned<>(1 << 8);
  private final List<@Nullable Row[]> rows = new ArrayList<>();

  DestinationTable(DestinationMachine machine) {
    this.machine = machine;
  }

  private static List<DestinationEvent> events() {
    List<DestinationEvent> events = new ArrayList<>(List.of(DestinationEvent.Signal.values()));
    for (DestinationView view : DestinationView.values()) {
      events.add(new DestinationEvent.Observed(view));
    }
    events.add(new DestinationEvent.CommitHeard(false));
    events.add(new DestinationEvent.CommitHeard(true));
    return List.copyOf(events);
  }

  private static Map<DestinationEvent, Integer> numbers() {
    Map<DestinationEvent, Integer> numbers = new HashMap<>();
    for (DestinationEvent event : EVENTS) {
      numbers.put(event, numbers.size());
    }
    return numbers;
  }

  /** Returns the number under which {@link #row} knows an event. */
  static int event(DestinationEvent event) {
    return requireNonNull(NUMBERS.get(event), "an event without a number");
  }

  int state(DestinationState state) {
    int number = states.number(state);
    while (rows.size() <= number) {
      rows.add(new @Nullable Row[EVENTS.size()]);
    }
    return number;
  }

  DestinationState state(int number) {
    return states.value(number);
  }

  int durable(DestinationState.Durable durable) {
    return durables.number(durable);
  }

  DestinationState.Durable durable(int number) {
    return durables.value(number);
  }

  Row row(int state, int event) {
    Row known = rows.get(state)[event];
    if (known != null) {
      return known;
    }
    DestinationStep step = machine.step(states.value(state), EVENTS.get(event));
    Row row =
        new Row(state(step.state()), step.write(), durable(step.state().durable()), step.effects());
    rows.get(state)[event] = row;
    return row;
  }

  /** Returns every effect that any step so far asked for. */
  Set<DestinationEffect> effects() {
    Set<DestinationEffect> effects = EnumSet.noneOf(DestinationEffect.class);
    for (@Nullable Row[] ofState : rows) {
      for (Row row : ofState) {
        if (row != null) {
          effects.addAll(row.effects());
        }
      }
    }
    return effects;
  }
}
