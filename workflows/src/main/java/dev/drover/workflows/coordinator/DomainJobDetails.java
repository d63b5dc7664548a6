package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.text.Amounts;
import dev.drover.workflows.SearchKeys;
import dev.drover.workflows.ui.Markdown;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a small job shows of itself in Temporal's UI, and what it can be found by. */
final class DomainJobDetails {
  private final DomainJobRequest request;
  private final String what;

  DomainJobDetails(DomainJobRequest request, String what) {
    this.request = requireNonNull(request, "request is null");
    this.what = requireNonNull(what, "what is null");
  }

  /** Returns what people call the host. */
  String hostName() {
    return request.hostName() == null ? request.host() : request.hostName();
  }

  /** Returns for example {@code start pacer on alpha}. */
  String summary() {
    return "%s %s on %s".formatted(what, domainName(), hostName());
  }

  /** Shows the job, and lets it be found also where its client has set no attributes. */
  void begin() {
    if (!Workflow.getTypedSearchAttributes().containsKey(SearchKeys.DOMAIN)) {
      List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
      updates.add(SearchKeys.DOMAIN.valueSet(request.domain()));
      if (request.domainName() != null) {
        updates.add(SearchKeys.NAME.valueSet(SearchKeys.value(request.domainName())));
      }
      List<String> hosts = SearchKeys.values(request.hostName());
      if (!hosts.isEmpty()) {
        updates.add(SearchKeys.HOSTS.valueSet(hosts));
      }
      Workflow.upsertTypedSearchAttributes(updates.toArray(new SearchAttributeUpdate<?>[0]));
    }
    show(
        "**%s**, since %s"
            .formatted(Markdown.plain(summary()), Amounts.moment(Workflow.currentTimeMillis())),
        "");
  }

  /** Shows what the host has answered. */
  void done(Object answer) {
    show(
        answer instanceof DomainInfo domain
            ? "**%s is %s on %s.**"
                .formatted(
                    Markdown.plain(domain.name()),
                    domain.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    Markdown.plain(hostName()))
            : "**Done: %s.**".formatted(Markdown.plain(summary())),
        "");
  }

  /** Shows why it was not done, and what helps. */
  void failed(DroverException error) {
    show(
        "**%s**: %s"
            .formatted(Markdown.plain(error.code().name()), Markdown.plain(error.getMessage())),
        "What to do: " + error.code().advice());
  }

  private void show(String first, String second) {
    Markdown page = new Markdown().paragraph(first);
    if (!second.isEmpty()) {
      page.paragraph(second);
    }
    page.head("", "");
    page.row("domain", Markdown.plain(domainName()));
    page.row("host", Markdown.plain(hostName()) + ", " + Markdown.plain(request.host()));
    page.row("asked by", Markdown.plain(request.requestedBy()));
    Workflow.setCurrentDetails(page.page());
  }

  private String domainName() {
    return request.domainName() == null ? request.domain() : request.domainName();
  }
}
