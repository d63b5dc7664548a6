package dev.drover.starter.temporal;

import dev.drover.protocol.Phase;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.ConfirmResult;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.fleet.Words;
import io.temporal.api.common.v1.Payloads;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host answered to a call.
 *
 * @param text the answer for people; empty if all it says is that the call was carried out
 * @param word the host's durable word that follows from it; null if none does
 * @param phase the phase that the host's record has entered by it; null if it stays where it was
 * @param domainName the domain's name, if the answer tells it; else null
 * @param statistics the transfer's numbers, if the answer brings them; else null
 * @param failure why the guest was not handed over; null if it was, or if that is not the question
 */
record CallAnswer(
    String text,
    @Nullable String word,
    @Nullable String phase,
    @Nullable String domainName,
    @Nullable Statistics statistics,
    @Nullable FailureCode failure) {
  private static final CallAnswer DONE = said("", null);

  /** Reads the answer to a step; one that cannot be read is an answer all the same. */
  static CallAnswer read(String step, boolean cancelled, Payloads result, Decoder decoder) {
    Optional<CallAnswer> answer =
        switch (step) {
          case "begin" -> decoder.value(result, BeginResult.class).map(CallAnswer::begin);
          case "prepare" -> decoder.value(result, PrepareResult.class).map(CallAnswer::prepare);
          case "perform" -> decoder.value(result, PerformResult.class).map(CallAnswer::perform);
          case "finish" -> decoder.value(result, FinishResult.class).map(CallAnswer::finish);
          case "confirm" ->
              decoder.value(result, ConfirmResult.class).map(said -> confirm(said, cancelled));
          case "cancel" -> decoder.value(result, CancelResult.class).map(CallAnswer::cancel);
          case "abort" -> Optional.of(said("has taken it", null));
          default -> decoder.value(result, DomainInfo.class).map(CallAnswer::domain);
        };
    return answer.orElse(DONE);
  }

  private static CallAnswer said(String text, @Nullable String word) {
    return new CallAnswer(text, word, null, null, null, null);
  }

  private static CallAnswer begin(BeginResult answer) {
    return new CallAnswer(
        "the guest may leave, " + Amounts.bytes(answer.memoryKib() * 1024),
        "perform",
        null,
        answer.name(),
        null,
        null);
  }

  private static CallAnswer prepare(PrepareResult answer) {
    return said("a QEMU waits for the guest at " + answer.dataUri(), "undecided");
  }

  private static CallAnswer perform(PerformResult answer) {
    if (answer.permitted()) {
      return new CallAnswer(
          "the guest is handed over" + numbers(answer.statistics()),
          "permitted",
          Phase.PERFORM3_DONE.wireName(),
          null,
          answer.statistics(),
          null);
    }
    FailureCode code = answer.failure() == null ? FailureCode.MIGRATION_FAILED : answer.failure();
    String reason = answer.reason() == null ? "no reason given" : answer.reason();
    return new CallAnswer(
        "the guest stays here: " + code + ": " + reason,
        "failed",
        null,
        null,
        answer.statistics(),
        code);
  }

  private static String numbers(@Nullable Statistics statistics) {
    return statistics == null
        ? ""
        : "; "
            + Amounts.bytes(statistics.transferredBytes())
            + " sent in "
            + statistics.passes()
            + (statistics.passes() == 1 ? " pass" : " passes");
  }

  private static CallAnswer finish(FinishResult answer) {
    if (answer.committed()) {
      return said("the guest runs here", "committed");
    }
    return said(
        "the guest is not here" + (answer.reason() == null ? "" : ": " + answer.reason()),
        "cancelled");
  }

  private static CallAnswer confirm(ConfirmResult answer, boolean cancelled) {
    return new CallAnswer(
        "the guest is " + Words.state(answer.state()) + " here",
        cancelled ? null : "ended",
        null,
        null,
        answer.statistics(),
        null);
  }

  private static CallAnswer cancel(CancelResult answer) {
    return said(
        answer.cancelled()
            ? "nothing was handed over"
            : "too late: the guest is being handed over, or is already",
        answer.word());
  }

  private static CallAnswer domain(DomainInfo answer) {
    return new CallAnswer(
        "the domain is " + Words.state(answer.state()), null, null, answer.name(), null, null);
  }
}
