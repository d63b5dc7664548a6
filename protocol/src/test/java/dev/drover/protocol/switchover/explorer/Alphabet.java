package dev.drover.protocol.switchover.explorer;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that can happen in the explored world, by its name: what the explorer itself tries, in
 * all of its scenarios. Other modules' fault tests are compared with it.
 */
public final class Alphabet {
  private Alphabet() {}

  /** Returns the names of all moves, and of all faults in the middle of one. */
  public static NavigableSet<String> names() {
    NavigableSet<String> names = new TreeSet<>();
    for (Scenario scenario : Scenario.values()) {
      Model model = new Model(scenario, Mutant.NONE);
      Search.moves(model).forEach(move -> names.add(move.name()));
    }
    Stream.of(Choices.WRITE, Choices.LIVE, Choices.SAVE)
        .flatMap(List::stream)
        .filter(fault -> !fault.isEmpty())
        .forEach(names::add);
    return names;
  }
}
