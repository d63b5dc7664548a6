package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.decision.Call;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.text.Amounts;
import dev.drover.workflows.CleanupRequest;
import dev.drover.workflows.ui.Markdown;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** What a clean-up shows of itself in Temporal's UI. */
final class CleanupDetails {
  private final CleanupRequest request;
  private final MigrationState state;

  private final long startedAt = Workflow.currentTimeMillis();
  private int current;
  private long since;
  private int failures;
  private @Nullable DroverException lastFailure;
  private long lastFailureAt;

  CleanupDetails(CleanupRequest request, MigrationState state) {
    this.request = requireNonNull(request, "request is null");
    this.state = requireNonNull(state, "state is null");
  }

  /** A call is about to be made; those before it have been answered. */
  void begin(Call call) {
    current = request.calls().indexOf(call);
    since = Workflow.currentTimeMillis();
    failures = 0;
    lastFailure = null;
    show();
  }

  /** The call has not been answered, or not as it has to be. */
  void failed(DroverException error) {
    failures++;
    lastFailure = error;
    lastFailureAt = Workflow.currentTimeMillis();
    show();
  }

  /** Every call has been answered. */
  void end() {
    current = request.calls().size();
    show();
  }

  /** Returns what is owed; null if every call has been answered. */
  @Nullable Debt debt() {
    if (current >= request.calls().size()) {
      return null;
    }
    Call call = request.calls().get(current);
    return new Debt(
        request.migrationId(),
        request.migration().domain(),
        request.domainName(),
        state.host(call.side()),
        state.hostName(call.side()),
        state.sentence(call),
        startedAt,
        lastFailure == null ? null : lastFailure.getMessage());
  }

  /** Returns what a call is, for people. */
  String sentence(Call call) {
    return state.sentence(call);
  }

  private void show() {
    Markdown page = new Markdown();
    page.paragraph(
        current == request.calls().size()
            ? "**The hosts have heard all that they must.**"
            : "**A host has not heard yet how a move ended.** It is called until it answers; nothing has to be done.");
    page.head("call", "state");
    for (int i = 0; i < request.calls().size(); i++) {
      page.row(Markdown.plain(state.summary(request.calls().get(i))), where(i));
    }
    if (lastFailure != null) {
      page.paragraph(
          "The last of %d calls without success, at %s: %s"
              .formatted(
                  failures,
                  Amounts.moment(lastFailureAt),
                  Markdown.plain(lastFailure.getMessage())));
      page.paragraph("What to do: " + lastFailure.code().advice());
    }
    page.head("", "");
    page.row("domain", Markdown.plain(request.migration().domain()));
    page.row(
        "move",
        "%s to %s, %s"
            .formatted(
                Markdown.plain(state.hostName(Side.SOURCE)),
                Markdown.plain(state.hostName(Side.DESTINATION)),
                Markdown.plain(request.migrationId())));
    if (!request.reason().isEmpty()) {
      page.row("why it was given up", Markdown.plain(request.reason()));
    }
    Workflow.setCurrentDetails(page.page());
  }

  private String where(int call) {
    if (call < current) {
      return "answered";
    }
    return call == current ? "asked since " + Amounts.moment(since) : "waits";
  }
}
