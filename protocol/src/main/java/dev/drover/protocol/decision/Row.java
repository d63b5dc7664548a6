package dev.drover.protocol.decision;

import java.util.List;

/**
 * One line of the {@link Decision} table.
 *
 * @param then what happens to the calls still to be made
 * @param calls the calls to make now, in this order, each after the one before has answered {@link
 *     Outcome#DONE}; empty unless {@code then} is {@link Then#NEXT}
 * @param verdict what this row says about the end; to be joined by {@link Verdict#then}
 * @param why one sentence, for the people who read the table
 */
public record Row(
    Call call, Outcome outcome, Then then, List<Call> calls, Verdict verdict, String why) {
  public Row {
    calls = List.copyOf(calls);
  }
}
