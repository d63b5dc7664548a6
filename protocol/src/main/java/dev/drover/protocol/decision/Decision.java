package dev.drover.protocol.decision;

import static dev.drover.protocol.decision.Call.BEGIN;
import static dev.drover.protocol.decision.Call.CANCEL;
import static dev.drover.protocol.decision.Call.CONFIRM;
import static dev.drover.protocol.decision.Call.CONFIRM_CANCELLED;
import static dev.drover.protocol.decision.Call.FINISH;
import static dev.drover.protocol.decision.Call.FINISH_CANCELLED;
import static dev.drover.protocol.decision.Call.PERFORM;
import static dev.drover.protocol.decision.Call.PREPARE;
import static dev.drover.protocol.decision.Outcome.ABORTED;
import static dev.drover.protocol.decision.Outcome.ARRIVED;
import static dev.drover.protocol.decision.Outcome.DONE;
import static dev.drover.protocol.decision.Outcome.KEPT;
import static dev.drover.protocol.decision.Outcome.LOST;
import static dev.drover.protocol.decision.Outcome.NEVER_TAKEN;
import static dev.drover.protocol.decision.Outcome.NO_ANSWER;
import static dev.drover.protocol.decision.Outcome.REFUSED;
import static dev.drover.protocol.decision.Then.CONTINUE;
import static dev.drover.protocol.decision.Then.NEXT;
import static dev.drover.protocol.decision.Then.REPEAT;
import static dev.drover.protocol.decision.Then.REPEAT_OR_OWE;

import java.util.List;

/**
 * What the coordinator does after each outcome of each call. libvirt's client-side decisions for
 * protocol v3, changed where a lost answer would make two copies run.
 *
 * <p>How to use it: start with the calls {@code [BEGIN]} and the verdict {@link Verdict#OPEN}. Make
 * the first call, look up {@link #after} with its outcome, join the row's verdict to the one so
 * far, keep the error of the call whose row changed it, and do to the list what {@link Row#then()}
 * says. The migration ends when the list is empty. Nothing else decides what is called: neither a
 * time-out nor a cancelled workflow makes a call that no row names. An abort before perform is the
 * outcome {@link Outcome#ABORTED} of the call that was under way, looked up once that call has been
 * answered; in perform it goes to the source as a call of its own, and perform's answer decides.
 *
 * <p>Three rules hold for every path through the table, and a test walks them all: FINISH comes
 * only after the source itself said permitted, FINISH_CANCELLED only after it said failed or
 * resumed (by perform, by the cancel step before it, or where the outcome is not known), and
 * CONFIRM carries nothing but the destination's own decision, from itself or by way of the source.
 */
public final class Decision {
  private static final List<Row> ROWS =
      List.of(
          next(
              BEGIN, DONE, Verdict.OPEN, "The source may let it go: ask the destination.", PREPARE),
          end(BEGIN, REFUSED, Verdict.FAILED, "Checks have no effect: nothing to undo."),
          next(
              BEGIN,
              NO_ANSWER,
              Verdict.FAILED,
              "The record may have been opened: the source must close it.",
              CANCEL,
              CONFIRM_CANCELLED),
          end(BEGIN, NEVER_TAKEN, Verdict.FAILED, "Nobody has heard of the move: nothing to undo."),
          next(
              BEGIN,
              ABORTED,
              Verdict.ABORTED,
              "Nobody but the source has heard of the move.",
              CANCEL,
              CONFIRM_CANCELLED),
          next(PREPARE, DONE, Verdict.OPEN, "A QEMU waits over there: send the guest.", PERFORM),
          next(
              PREPARE,
              REFUSED,
              Verdict.FAILED,
              "The destination is told all the same, so that a late prepare finds the door shut.",
              CANCEL,
              FINISH_CANCELLED,
              CONFIRM_CANCELLED),
          next(
              PREPARE,
              NO_ANSWER,
              Verdict.FAILED,
              "A QEMU may wait over there: the source says failed first, then it is ended.",
              CANCEL,
              FINISH_CANCELLED,
              CONFIRM_CANCELLED),
          next(
              PREPARE,
              NEVER_TAKEN,
              Verdict.FAILED,
              "Nobody but the source has heard of the move.",
              CANCEL,
              CONFIRM_CANCELLED),
          next(
              PREPARE,
              ABORTED,
              Verdict.ABORTED,
              "The source says failed first, then the waiting QEMU is ended.",
              CANCEL,
              FINISH_CANCELLED,
              CONFIRM_CANCELLED),
          next(PERFORM, DONE, Verdict.OPEN, "Permitted: only the destination decides now.", FINISH),
          next(
              PERFORM,
              REFUSED,
              Verdict.FAILED,
              "Failed, by the source's own word: it runs on, the other side is ended.",
              FINISH_CANCELLED,
              CONFIRM_CANCELLED),
          repeat(PERFORM, NO_ANSWER, Verdict.OPEN, "The transfer goes on: attach to it again."),
          repeat(PERFORM, NEVER_TAKEN, Verdict.OPEN, "The source will hear of it when it is back."),
          repeat(PERFORM, ABORTED, Verdict.OPEN, "The source was asked to stop: it will say."),
          next(
              PERFORM,
              ARRIVED,
              Verdict.SUCCEEDED,
              "The guest is there, by another road: end the source's copy.",
              CONFIRM),
          next(
              PERFORM,
              KEPT,
              Verdict.FAILED,
              "The source has its guest for good: the other side is ended when it can be.",
              FINISH_CANCELLED,
              CONFIRM_CANCELLED),
          next(
              PERFORM,
              LOST,
              Verdict.FAILED,
              "The destination boots it afresh: the source's copy is ended when it can be.",
              CONFIRM),
          next(
              FINISH,
              DONE,
              Verdict.SUCCEEDED,
              "The guest is there: end the source's copy.",
              CONFIRM),
          next(
              FINISH,
              REFUSED,
              Verdict.FAILED,
              "The destination has proven that it never ran: the source resumes.",
              CONFIRM_CANCELLED),
          repeat(FINISH, NO_ANSWER, Verdict.UNKNOWN, "A lost answer is no answer: ask again."),
          repeat(FINISH, NEVER_TAKEN, Verdict.UNKNOWN, "Only the destination decides: ask again."),
          repeat(FINISH, ABORTED, Verdict.OPEN, "Refused, POINT_OF_NO_RETURN."),
          next(
              FINISH,
              ARRIVED,
              Verdict.SUCCEEDED,
              "The guest is there, by another road: end the source's copy.",
              CONFIRM),
          next(
              FINISH,
              KEPT,
              Verdict.FAILED,
              "The source has its guest for good: the other side is ended when it can be.",
              FINISH_CANCELLED,
              CONFIRM_CANCELLED),
          next(
              FINISH,
              LOST,
              Verdict.FAILED,
              "The destination boots it afresh: the source's copy is ended when it can be.",
              CONFIRM),
          goOn(FINISH_CANCELLED, DONE, Verdict.OPEN, "Nothing is left over there."),
          end(
              FINISH_CANCELLED,
              REFUSED,
              Verdict.ALARM,
              "Failed here and committed there: touch neither copy."),
          owe(FINISH_CANCELLED, NO_ANSWER, Verdict.OPEN, "The source runs on; the rest can wait."),
          owe(
              FINISH_CANCELLED,
              NEVER_TAKEN,
              Verdict.OPEN,
              "The source runs on; the rest can wait."),
          repeat(FINISH_CANCELLED, ABORTED, Verdict.OPEN, "It is being undone already."),
          goOn(CONFIRM, DONE, Verdict.OPEN, "The move is over."),
          goOn(CONFIRM, REFUSED, Verdict.OPEN, "A warning: the guest runs on the destination."),
          owe(CONFIRM, NO_ANSWER, Verdict.OPEN, "The guest runs; the source has yet to be told."),
          owe(CONFIRM, NEVER_TAKEN, Verdict.OPEN, "The guest runs; the source has yet to be told."),
          repeat(CONFIRM, ABORTED, Verdict.OPEN, "Refused, POINT_OF_NO_RETURN."),
          goOn(CONFIRM_CANCELLED, DONE, Verdict.OPEN, "The source has its guest."),
          goOn(CONFIRM_CANCELLED, REFUSED, Verdict.OPEN, "A warning beside the first error."),
          owe(CONFIRM_CANCELLED, NO_ANSWER, Verdict.OPEN, "The source has yet to be told."),
          owe(CONFIRM_CANCELLED, NEVER_TAKEN, Verdict.OPEN, "The source has yet to be told."),
          repeat(CONFIRM_CANCELLED, ABORTED, Verdict.OPEN, "It is being undone already."),
          goOn(CANCEL, DONE, Verdict.OPEN, "The source's word is failed: what follows may go on."),
          next(
              CANCEL,
              REFUSED,
              Verdict.OPEN,
              "Too late, the guest is being handed over: attach and hear the source's word.",
              PERFORM),
          owe(CANCEL, NO_ANSWER, Verdict.OPEN, "Nothing was sent, but the source must say so."),
          owe(CANCEL, NEVER_TAKEN, Verdict.OPEN, "Nothing was sent, but the source must say so."),
          repeat(CANCEL, ABORTED, Verdict.OPEN, "It is being undone already."));

  private Decision() {}

  /** Returns the whole table. */
  public static List<Row> rows() {
    return ROWS;
  }

  /** Returns what to do after a call that ended like this. */
  public static Row after(Call call, Outcome outcome) {
    for (Row row : ROWS) {
      if (row.call() == call && row.outcome() == outcome) {
        return row;
      }
    }
    throw new IllegalStateException("no decision after " + call + " " + outcome);
  }

  private static Row next(Call call, Outcome outcome, Verdict verdict, String why, Call... calls) {
    return new Row(call, outcome, NEXT, List.of(calls), verdict, why);
  }

  /** Nothing more is called, whatever was still to be made. */
  private static Row end(Call call, Outcome outcome, Verdict verdict, String why) {
    return new Row(call, outcome, NEXT, List.of(), verdict, why);
  }

  private static Row goOn(Call call, Outcome outcome, Verdict verdict, String why) {
    return new Row(call, outcome, CONTINUE, List.of(), verdict, why);
  }

  private static Row repeat(Call call, Outcome outcome, Verdict verdict, String why) {
    return new Row(call, outcome, REPEAT, List.of(), verdict, why);
  }

  private static Row owe(Call call, Outcome outcome, Verdict verdict, String why) {
    return new Row(call, outcome, REPEAT_OR_OWE, List.of(), verdict, why);
  }
}
