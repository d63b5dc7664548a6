package dev.drover.protocol.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {

  /** Written out by hand from the requirements, not derived from the table. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          after a good begin the destination is prepared            | BEGIN   | DONE      | NEXT | PREPARE | OPEN
          a refused begin leaves nothing to undo                     | BEGIN   | REFUSED   | NEXT | | FAILED
          a silent begin is cancelled on the source                  | BEGIN   | NO_ANSWER | NEXT | CANCEL CONFIRM_CANCELLED | FAILED
          a begin that nobody took left nothing                      | BEGIN   | NEVER_TAKEN | NEXT | | FAILED
          an abort after begin is cancelled on the source            | BEGIN   | ABORTED   | NEXT | CANCEL CONFIRM_CANCELLED | ABORTED
          after a good prepare the source performs                   | PREPARE | DONE      | NEXT | PERFORM | OPEN
          a refused prepare shuts the door behind it                 | PREPARE | REFUSED   | NEXT | CANCEL FINISH_CANCELLED CONFIRM_CANCELLED | FAILED
          a silent prepare is ended after the source said failed     | PREPARE | NO_ANSWER | NEXT | CANCEL FINISH_CANCELLED CONFIRM_CANCELLED | FAILED
          a prepare that nobody took is the source's affair alone    | PREPARE | NEVER_TAKEN | NEXT | CANCEL CONFIRM_CANCELLED | FAILED
          an abort after prepare makes the source say failed first   | PREPARE | ABORTED   | NEXT | CANCEL FINISH_CANCELLED CONFIRM_CANCELLED | ABORTED
          permitted goes to the destination                          | PERFORM | DONE      | NEXT | FINISH | OPEN
          a failed perform ends the destination, then closes         | PERFORM | REFUSED   | NEXT | FINISH_CANCELLED CONFIRM_CANCELLED | FAILED
          a silent perform is attached to again                      | PERFORM | NO_ANSWER | REPEAT | | OPEN
          a perform that nobody took waits for the source            | PERFORM | NEVER_TAKEN | REPEAT | | OPEN
          an abort in perform waits for the source's word            | PERFORM | ABORTED   | REPEAT | | OPEN
          a guest that arrived by another road ends the perform      | PERFORM | ARRIVED   | NEXT | CONFIRM | SUCCEEDED
          a source that keeps its guest ends the perform             | PERFORM | KEPT      | NEXT | FINISH_CANCELLED CONFIRM_CANCELLED | FAILED
          a guest that is given up ends the perform                  | PERFORM | LOST      | NEXT | CONFIRM | FAILED
          a guest that arrived by another road ends the finish       | FINISH  | ARRIVED   | NEXT | CONFIRM | SUCCEEDED
          a source that keeps its guest ends the finish              | FINISH  | KEPT      | NEXT | FINISH_CANCELLED CONFIRM_CANCELLED | FAILED
          a guest that is given up ends the finish                   | FINISH  | LOST      | NEXT | CONFIRM | FAILED
          committed ends the source's copy                           | FINISH  | DONE      | NEXT | CONFIRM | SUCCEEDED
          cancelled lets the source resume                           | FINISH  | REFUSED   | NEXT | CONFIRM_CANCELLED | FAILED
          a lost answer of finish never resumes the source           | FINISH  | NO_ANSWER | REPEAT | | UNKNOWN
          a finish that nobody took never resumes the source         | FINISH  | NEVER_TAKEN | REPEAT | | UNKNOWN
          an abort in finish comes too late                          | FINISH  | ABORTED   | REPEAT | | OPEN
          the destination's end is followed by what remains          | FINISH_CANCELLED | DONE | CONTINUE | | OPEN
          failed here and committed there is an alarm                | FINISH_CANCELLED | REFUSED | NEXT | | ALARM
          a silent destination becomes a debt                        | FINISH_CANCELLED | NO_ANSWER | REPEAT_OR_OWE | | OPEN
          a destination that is away becomes a debt                  | FINISH_CANCELLED | NEVER_TAKEN | REPEAT_OR_OWE | | OPEN
          an abort while undoing changes nothing                     | FINISH_CANCELLED | ABORTED | REPEAT | | OPEN
          a good confirm ends the move                               | CONFIRM | DONE      | CONTINUE | | OPEN
          a refused confirm is only a warning                        | CONFIRM | REFUSED   | CONTINUE | | OPEN
          a silent source becomes a debt                             | CONFIRM | NO_ANSWER | REPEAT_OR_OWE | | OPEN
          a source that is away becomes a debt                       | CONFIRM | NEVER_TAKEN | REPEAT_OR_OWE | | OPEN
          an abort in confirm comes too late                         | CONFIRM | ABORTED   | REPEAT | | OPEN
          a source that has its guest ends the move                  | CONFIRM_CANCELLED | DONE | CONTINUE | | OPEN
          a refused cancelled confirm stands beside the first error  | CONFIRM_CANCELLED | REFUSED | CONTINUE | | OPEN
          a silent source that keeps its guest becomes a debt        | CONFIRM_CANCELLED | NO_ANSWER | REPEAT_OR_OWE | | OPEN
          a source that is away with its guest becomes a debt        | CONFIRM_CANCELLED | NEVER_TAKEN | REPEAT_OR_OWE | | OPEN
          an abort while the source is told changes nothing          | CONFIRM_CANCELLED | ABORTED | REPEAT | | OPEN
          a source that said failed lets the rest go on              | CANCEL  | DONE      | CONTINUE | | OPEN
          a cancel that comes too late hears the source's word       | CANCEL  | REFUSED   | NEXT | PERFORM | OPEN
          a silent source holds the rest back                        | CANCEL  | NO_ANSWER | REPEAT_OR_OWE | | OPEN
          a source that is away holds the rest back                  | CANCEL  | NEVER_TAKEN | REPEAT_OR_OWE | | OPEN
          an abort while cancelling changes nothing                  | CANCEL  | ABORTED   | REPEAT | | OPEN
          """)
  void theTableSays(
      String sentence, Call call, Outcome outcome, Then then, String calls, Verdict verdict) {
    Row row = Decision.after(call, outcome);

    assertThat(row.then()).as(sentence).isEqualTo(then);
    assertThat(row.calls()).as(sentence).isEqualTo(callsOf(calls));
    assertThat(row.verdict()).as(sentence).isEqualTo(verdict);
  }

  private static List<Call> callsOf(String text) {
    return text == null ? List.of() : Stream.of(text.trim().split(" ")).map(Call::valueOf).toList();
  }

  @Test
  void everyCallAndOutcomeHasExactlyOneRow() {
    for (Call call : Call.values()) {
      for (Outcome outcome : Outcome.values()) {
        assertThat(Decision.rows())
            .as("%s %s", call, outcome)
            .filteredOn(row -> row.call() == call && row.outcome() == outcome)
            .hasSize(outcome.mayEnd(call) ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.drover.protocol.decision.Decision#rows")
  void aRowNamesCallsExactlyWhereItReplacesThem(Row row) {
    if (row.then() != Then.NEXT) {
      assertThat(row.calls()).isEmpty();
    }
    assertThat(row.why()).endsWith(".");
  }

  @Test
  void noPathFinishesWithoutTheSourcesOwnWordOrConfirmsWithoutTheDestinations() {
    Walk walk = new Walk();
    walk.from(new Position(List.of(Call.BEGIN), Verdict.OPEN, Set.of()));

    assertThat(walk.ends)
        .containsExactlyInAnyOrder(
            Verdict.SUCCEEDED, Verdict.FAILED, Verdict.ABORTED, Verdict.ALARM);
    assertThat(walk.called).containsExactlyInAnyOrder(Call.values());
  }

  @Test
  void theFirstErrorWinsAndOnlyCommittedIsStronger() {
    assertThat(Verdict.FAILED.then(Verdict.ABORTED)).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.ABORTED.then(Verdict.FAILED)).isEqualTo(Verdict.ABORTED);
    assertThat(Verdict.FAILED.then(Verdict.OPEN)).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.FAILED.then(Verdict.SUCCEEDED)).isEqualTo(Verdict.SUCCEEDED);
    assertThat(Verdict.UNKNOWN.then(Verdict.OPEN)).isEqualTo(Verdict.UNKNOWN);
    assertThat(Verdict.UNKNOWN.then(Verdict.FAILED)).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.SUCCEEDED.then(Verdict.FAILED)).isEqualTo(Verdict.SUCCEEDED);
    assertThat(Verdict.ALARM.then(Verdict.SUCCEEDED)).isEqualTo(Verdict.ALARM);
  }

  /** Where the coordinator stands, with what it has been told. */
  private record Position(List<Call> calls, Verdict verdict, Set<String> heard) {}

  /** Every path through the table, checked against the three rules of {@link Decision}. */
  private static final class Walk {
    private final Set<Position> seen = new HashSet<>();
    private final Set<Verdict> ends = EnumSet.noneOf(Verdict.class);
    private final Set<Call> called = EnumSet.noneOf(Call.class);

    void from(Position position) {
      if (!seen.add(position)) {
        return;
      }
      if (position.calls().isEmpty()) {
        ends.add(position.verdict());
        return;
      }
      Call call = position.calls().get(0);
      called.add(call);
      check(call, position.heard());
      for (Outcome outcome : Outcome.values()) {
        if (!outcome.mayEnd(call)) {
          continue;
        }
        Row row = Decision.after(call, outcome);
        Verdict verdict = position.verdict().then(row.verdict());
        Set<String> heard = hear(position.heard(), call, outcome);
        if (row.then() == Then.REPEAT_OR_OWE) {
          ends.add(verdict);
        }
        from(new Position(remaining(position.calls(), row), verdict, heard));
      }
    }

    private static List<Call> remaining(List<Call> calls, Row row) {
      return switch (row.then()) {
        case NEXT -> row.calls();
        case CONTINUE -> new ArrayList<>(calls.subList(1, calls.size()));
        case REPEAT, REPEAT_OR_OWE -> calls;
      };
    }

    private static Set<String> hear(Set<String> heard, Call call, Outcome outcome) {
      Set<String> all = new HashSet<>(heard);
      if (call == Call.PREPARE && outcome != Outcome.NEVER_TAKEN) {
        all.add("destination asked");
      }
      if (outcome == Outcome.DONE || outcome == Outcome.REFUSED || !outcome.mayEnd(Call.BEGIN)) {
        all.add(call + " " + outcome);
      }
      return all;
    }

    private static void check(Call call, Set<String> heard) {
      switch (call) {
        case FINISH -> assertThat(heard).contains("PERFORM DONE");
        case FINISH_CANCELLED ->
            assertThat(heard)
                .containsAnyOf("PERFORM REFUSED", "CANCEL DONE", "PERFORM KEPT", "FINISH KEPT");
        case CONFIRM ->
            assertThat(heard)
                .containsAnyOf(
                    "FINISH DONE",
                    "PERFORM ARRIVED",
                    "FINISH ARRIVED",
                    "PERFORM LOST",
                    "FINISH LOST");
        case CONFIRM_CANCELLED -> {
          if (heard.contains("destination asked")) {
            assertThat(heard).containsAnyOf("FINISH REFUSED", "FINISH_CANCELLED DONE");
          } else {
            assertThat(heard)
                .containsAnyOf("CANCEL DONE", "FINISH REFUSED", "FINISH_CANCELLED DONE");
          }
        }
        case BEGIN, PREPARE, PERFORM, CANCEL -> {}
      }
    }
  }
}
