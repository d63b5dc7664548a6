package dev.drover.protocol.switchover.explorer;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.SourceEffect;
import dev.drover.protocol.switchover.SourceEvent;
import dev.drover.protocol.switchover.SourceMachine;
import dev.drover.protocol.switchover.SourceState;
import dev.drover.protocol.switchover.SourceStep;
import dev.drover.protocol.switchover.SourceView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The source machine under test, each (state, event) asked once. */
final class SourceTable {
  /** A step in numbers. */
  record Row(int state, boolean write, int durable, List<SourceEffect> effects) {}

  private static final List<SourceEvent> EVENTS = events();
  private static final Map<SourceEvent, Integer> NUMBERS = numbers();

  private final SourceMachine machine;
  private final Interned<SourceState> states = new Interned<>(1 << 16);
  private final Interned<SourceState.Durable> durables = new Interned<>(1 << 16);
  private final List<@Nullable Row[]> rows = new ArrayList<>();

  SourceTable(SourceMachine machine) {
    this.machine = machine;
  }

  private static List<SourceEvent> events() {
    List<SourceEvent> events = new ArrayList<>(List.of(SourceEvent.Signal.values()));
    for (SourceView view : SourceView.values()) {
      events.add(new SourceEvent.Observed(view));
    }
    events.add(new SourceEvent.ArmRequested(false));
    events.add(new SourceEvent.ArmRequested(true));
    for (Answer answer : Answer.values()) {
      events.add(new SourceEvent.Answered(answer));
    }
    return List.copyOf(events);
  }

  private static Map<SourceEvent, Integer> numbers() {
    Map<SourceEvent, Integer> numbers = new HashMap<>();
    for (SourceEvent event : EVENTS) {
      numbers.put(event, numbers.size());
    }
    return numbers;
  }

  /** Returns the number under which {@link #row} knows an event. */
  static int event(SourceEvent event) {
    return requireNonNull(NUMBERS.get(event), "an event without a number");
  }

  int state(SourceState state) {
    int number = states.number(state);
    while (rows.size() <= number) {
      rows.add(new @Nullable Row[EVENTS.size()]);
    }
    return number;
  }

  SourceState state(int number) {
    return states.value(number);
  }

  int durable(SourceState.Durable durable) {
    return durables.number(durable);
  }

  SourceState.Durable durable(int number) {
    return durables.value(number);
  }

  Row row(int state, int event) {
    Row known = rows.get(state)[event];
    if (known != null) {
      return known;
    }
    SourceStep step = machine.step(states.value(state), EVENTS.get(event));
    Row row =
        new Row(state(step.state()), step.write(), durable(step.state().durable()), step.effects());
    rows.get(state)[event] = row;
    return row;
  }

  /** Returns every effect that any step so far asked for. */
  Set<SourceEffect> effects() {
    Set<SourceEffect> effects = EnumSet.noneOf(SourceEffect.class);
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
