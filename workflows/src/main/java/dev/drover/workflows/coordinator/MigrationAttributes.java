package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Phase;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.workflows.SearchKeys;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a migration can be found by. Every change of the phase is one event in the history. */
final class MigrationAttributes {
  private final MigrationRequest request;
  private String shown = Phase.NONE.wireName();

  MigrationAttributes(MigrationRequest request) {
    this.request = requireNonNull(request, "request is null");
  }

  /**
   * Shows a new phase, and in the same event what the client did not set.
   *
   * @param name the domain's; null if it is not known yet
   */
  void show(Phase phase, @Nullable String name) {
    show(phase.wireName(), name);
  }

  /** Shows that nobody can say where the guest is; the next phase takes its place. */
  void showUnknown(@Nullable String name) {
    show(SearchKeys.OUTCOME_UNKNOWN, name);
  }

  private void show(String phase, @Nullable String name) {
    if (phase.equals(shown) || isShown(phase)) {
      return;
    }
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    if (isMissing(SearchKeys.DOMAIN)) {
      updates.add(SearchKeys.DOMAIN.valueSet(request.domain()));
      updates.add(SearchKeys.SOURCE.valueSet(request.source()));
      updates.add(SearchKeys.DESTINATION.valueSet(request.destination()));
    }
    List<String> hosts = SearchKeys.values(request.sourceName(), request.destinationName());
    if (!hosts.isEmpty() && isMissing(SearchKeys.HOSTS)) {
      updates.add(SearchKeys.HOSTS.valueSet(hosts));
    }
    if (name != null && isMissing(SearchKeys.NAME)) {
      updates.add(SearchKeys.NAME.valueSet(SearchKeys.value(name)));
    }
    updates.add(SearchKeys.PHASE.valueSet(phase));
    Workflow.upsertTypedSearchAttributes(updates.toArray(new SearchAttributeUpdate<?>[0]));
    shown = phase;
  }

  /** Returns what the workflow that makes this migration's open calls can be found by. */
  SearchAttributes ofCleanup(String name) {
    SearchAttributes.Builder attributes =
        SearchAttributes.newBuilder()
            .set(SearchKeys.DOMAIN, request.domain())
            .set(SearchKeys.NAME, SearchKeys.value(name));
    List<String> hosts = SearchKeys.values(request.sourceName(), request.destinationName());
    if (!hosts.isEmpty()) {
      attributes.set(SearchKeys.HOSTS, hosts);
    }
    return attributes.build();
  }

  /** drover's own clients start a migration in the phase begin, which saves an event. */
  private static boolean isShown(String phase) {
    SearchAttributes present = Workflow.getTypedSearchAttributes();
    return present.containsKey(SearchKeys.DOMAIN) && phase.equals(present.get(SearchKeys.PHASE));
  }

  private static boolean isMissing(SearchAttributeKey<?> key) {
    return !Workflow.getTypedSearchAttributes().containsKey(key);
  }
}
