package dev.drover.workflows;

import dev.drover.protocol.Phase;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.protocol.message.SweepRequest;
import dev.drover.protocol.text.Amounts;
import dev.drover.workflows.ui.Markdown;
import dev.drover.workflows.ui.Summary;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * With which options drover's own clients start its workflows: id, queue, and what Temporal's lists
 * and pages say about them.
 */
public final class StartOptions {
  // A read that nobody picks up must not stay for ever; hosts themselves are given 4 seconds.
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);

  // QEMU's own downtime-limit (migration/options.c, DEFAULT_MIGRATE_SET_DOWNTIME).
  private static final int DEFAULT_DOWNTIME_MILLIS = 300;

  private StartOptions() {}

  /**
   * Returns the options for a migration. The start fails with {@code
   * WorkflowExecutionAlreadyStarted} while another job holds the domain.
   *
   * @param domainName for people
   */
  public static WorkflowOptions migrate(MigrationRequest request, String domainName) {
    String source = named(request.sourceName(), request.source());
    String destination = named(request.destinationName(), request.destination());
    SearchAttributes.Builder attributes =
        SearchAttributes.newBuilder()
            .set(SearchKeys.DOMAIN, request.domain())
            .set(SearchKeys.NAME, SearchKeys.value(domainName))
            .set(SearchKeys.SOURCE, request.source())
            .set(SearchKeys.DESTINATION, request.destination())
            .set(SearchKeys.PHASE, Phase.BEGIN3.wireName());
    return domainJob(
            request.domain(),
            attributes,
            SearchKeys.values(request.sourceName(), request.destinationName()))
        .setMemo(
            memo(
                "domain", domainName,
                "source", source,
                "destination", destination,
                "requestedBy", request.requestedBy()))
        .setStaticSummary(
            Summary.of(
                "%s: %s -> %s%s"
                    .formatted(domainName, source, destination, askedBy(request.requestedBy()))))
        .setStaticDetails(details(request, domainName, source, destination))
        .build();
  }

  private static String details(
      MigrationRequest request, String domainName, String source, String destination) {
    MigrationOptions options = request.optionsOrDefaults();
    return new Markdown()
        .head("", "name", "UUID")
        .row("domain", Markdown.plain(domainName), Markdown.plain(request.domain()))
        .row("source", Markdown.plain(source), Markdown.plain(request.source()))
        .row("destination", Markdown.plain(destination), Markdown.plain(request.destination()))
        .paragraph(
            "Bandwidth: %s. QEMU's limit for the blackout: %d ms."
                .formatted(
                    options.maxBandwidth() == 0
                        ? "unlimited"
                        : Amounts.bytes(options.maxBandwidth()) + "/s",
                    options.maxDowntimeMillis() == 0
                        ? DEFAULT_DOWNTIME_MILLIS
                        : options.maxDowntimeMillis()))
        .page();
  }

  /**
   * Returns the options for a small job. The start fails with {@code
   * WorkflowExecutionAlreadyStarted} while another job holds the domain.
   *
   * @param workflowType for people
   */
  public static WorkflowOptions domainJob(String workflowType, DomainJobRequest request) {
    String domain = named(request.domainName(), request.domain());
    String host = named(request.hostName(), request.host());
    SearchAttributes.Builder attributes =
        SearchAttributes.newBuilder().set(SearchKeys.DOMAIN, request.domain());
    if (request.domainName() != null) {
      attributes.set(SearchKeys.NAME, SearchKeys.value(request.domainName()));
    }
    return domainJob(request.domain(), attributes, SearchKeys.values(request.hostName()))
        .setMemo(memo("domain", domain, "host", host, "requestedBy", request.requestedBy()))
        .setStaticSummary(
            Summary.of(
                "%s %s on %s%s"
                    .formatted(
                        workflowType.toLowerCase(Locale.ROOT),
                        domain,
                        host,
                        askedBy(request.requestedBy()))))
        .build();
  }

  /** Returns the options for a person's statement on a move without a workflow. */
  public static WorkflowOptions resolve(ResolveRequest request) {
    String domain = named(request.domainName(), request.domain());
    return domainJob(
            request.domain(),
            SearchAttributes.newBuilder().set(SearchKeys.DOMAIN, request.domain()),
            SearchKeys.values(request.sourceName(), request.destinationName()))
        .setMemo(memo("domain", domain, "requestedBy", request.statement().by()))
        .setStaticSummary(
            Summary.of("resolve %s: %s".formatted(domain, request.statement().sentence())))
        .build();
  }

  /** Returns the options for a read. */
  public static WorkflowOptions read(ReadRequest request) {
    String what =
        switch (request.what()) {
          case HOST -> "host";
          case DOMAINS -> "domains";
          case CHECK -> "check of a definition";
          case SWEEP -> "what is left over";
        };
    int hosts = request.hosts().size();
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.read())
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowExecutionTimeout(READ_LIMIT)
        .setStaticSummary("read: %s, %s".formatted(what, hosts == 1 ? "1 host" : hosts + " hosts"))
        .build();
  }

  /** Returns the options for a sweep that removes: who asks while one runs is given that one. */
  public static WorkflowOptions sweep(SweepRequest request) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.sweep(request.host()))
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary(
            Summary.of(
                "sweep %s%s"
                    .formatted(
                        named(request.hostName(), request.host()), askedBy(request.requestedBy()))))
        .build();
  }

  /** Returns the options for the fleet: an announcement finds the one that runs, or starts it. */
  public static WorkflowOptions fleet() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.FLEET)
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary("the hosts that have announced themselves")
        .build();
  }

  private static WorkflowOptions.Builder domainJob(
      String domain, SearchAttributes.Builder attributes, List<String> hosts) {
    if (!hosts.isEmpty()) {
      attributes.set(SearchKeys.HOSTS, hosts);
    }
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.domain(domain))
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setTypedSearchAttributes(attributes.build());
  }

  /** For lists of workflows, which bring memos along but no inputs. */
  private static Map<String, Object> memo(@Nullable String... namesAndValues) {
    Map<String, Object> memo = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i] != null && namesAndValues[i + 1] != null) {
        memo.put(namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return memo;
  }

  private static String askedBy(@Nullable String who) {
    return who == null || who.isBlank() ? "" : ", asked by " + who;
  }

  private static String named(@Nullable String name, String uuid) {
    return name == null || name.isBlank() ? uuid : name;
  }
}
