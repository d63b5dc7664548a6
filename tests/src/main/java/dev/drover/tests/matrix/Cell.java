package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * One cell of the matrix: a fault in a migration, and what may come of it.
 *
 * @param leased whether the hosts share a lockspace
 * @param expected the outcomes that the law allows; more than one where an instant that no test can
 *     choose decides
 */
public record Cell(Deed deed, boolean leased, Set<Outcome> expected) {
  public Cell {
    requireNonNull(deed, "deed is null");
    expected = Set.copyOf(expected);
  }

  /** Returns whether the law allows an outcome. */
  boolean mayBe(Outcome outcome) {
    return expected.contains(outcome);
  }

  /** Returns the cell's name, unique in the matrix. */
  public String title() {
    String where = deed instanceof Deed.AtMoment fault ? " in " + fault.moment().title() : "";
    return deed.title() + where + (leased ? ", leases" : "");
  }

  @Override
  public String toString() {
    return title();
  }
}
