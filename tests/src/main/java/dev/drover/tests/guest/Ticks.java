package dev.drover.tests.guest;

import dev.drover.tests.guest.PacerLog.Tick;
import java.util.ArrayList;
import java.util.List;

/** What must hold of a guest's ticks, wherever they were heard. */
public final class Ticks {
  private Ticks() {}

  /**
   * Returns a line for each place where the guest's own counter did not go on by one: a step back
   * is a tick executed twice.
   */
  public static List<String> breaks(List<Tick> ticks) {
    List<String> breaks = new ArrayList<>();
    for (int i = 1; i < ticks.size(); i++) {
      long before = ticks.get(i - 1).number();
      long now = ticks.get(i).number();
      if (now != before + 1) {
        breaks.add("tick " + before + " was followed by " + now);
      }
    }
    return breaks;
  }
}
