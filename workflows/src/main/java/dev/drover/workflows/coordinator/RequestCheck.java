package dev.drover.workflows.coordinator;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.workflows.WorkflowIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a request, all of it at once, before anything is done. */
final class RequestCheck {
  // QEMU 7.2 refuses a larger downtime-limit (migration/migration.h, MAX_MIGRATE_DOWNTIME).
  private static final int MAX_DOWNTIME_MILLIS = 2_000_000;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private RequestCheck() {}

  /** Returns why a migration cannot even begin; empty if nothing is wrong with the request. */
  static Optional<DroverException> migration(
      @Nullable MigrationRequest request, String workflowId) {
    if (request == null) {
      return invalid(
          List.of(
              "there is no input; a JSON object with domain, source and destination is needed"));
    }
    List<String> mistakes = new ArrayList<>();
    uuid("domain", request.domain(), mistakes);
    uuid("source", request.source(), mistakes);
    uuid("destination", request.destination(), mistakes);
    options(request.optionsOrDefaults(), mistakes);
    if (mistakes.isEmpty()) {
      workflowId(request.domain(), workflowId, mistakes);
    }
    if (mistakes.isEmpty() && request.source().equals(request.destination())) {
      return Optional.of(
          new DroverException(
              FailureCode.SAME_HOST,
              "Domain %s is on host %s already, which is also the destination."
                  .formatted(request.domain(), request.destination())));
    }
    return invalid(mistakes);
  }

  /** Returns why a small job cannot even begin; empty if nothing is wrong with the request. */
  static Optional<DroverException> domainJob(
      @Nullable DomainJobRequest request, String workflowId, boolean needsDefinition) {
    if (request == null) {
      return invalid(List.of("there is no input; a JSON object with host and domain is needed"));
    }
    List<String> mistakes = new ArrayList<>();
    uuid("host", request.host(), mistakes);
    uuid("domain", request.domain(), mistakes);
    if (needsDefinition && (request.xml() == null || request.xml().isBlank())) {
      mistakes.add("xml is missing");
    }
    if (mistakes.isEmpty()) {
      workflowId(request.domain(), workflowId, mistakes);
    }
    return invalid(mistakes);
  }

  /** Returns why a statement cannot even be brought; empty if nothing is wrong with the request. */
  static Optional<DroverException> resolve(@Nullable ResolveRequest request, String workflowId) {
    if (request == null || request.statement() == null) {
      return invalid(
          List.of(
              "there is no input; a JSON object with domain, migrationId, source, destination and statement is needed"));
    }
    List<String> mistakes = new ArrayList<>();
    uuid("domain", request.domain(), mistakes);
    uuid("source", request.source(), mistakes);
    uuid("destination", request.destination(), mistakes);
    if (request.migrationId() == null || request.migrationId().isBlank()) {
      mistakes.add("migrationId is missing");
    }
    request.statement().mistake().ifPresent(mistakes::add);
    if (mistakes.isEmpty()) {
      workflowId(request.domain(), workflowId, mistakes);
    }
    return invalid(mistakes);
  }

  private static void workflowId(String domain, String workflowId, List<String> mistakes) {
    // Under another id two jobs could hold one domain.
    if (!workflowId.equals(WorkflowIds.domain(domain))) {
      mistakes.add(
          "the workflow id is %s, expected %s".formatted(workflowId, WorkflowIds.domain(domain)));
    }
  }

  private static void options(MigrationOptions options, List<String> mistakes) {
    for (String name : options.unknown().keySet()) {
      mistakes.add("options." + name + " is not known");
    }
    if (options.maxBandwidth() < 0) {
      mistakes.add(
          "options.maxBandwidth is %d, expected 0 or more bytes a second"
              .formatted(options.maxBandwidth()));
    }
    if (options.maxDowntimeMillis() < 0 || options.maxDowntimeMillis() > MAX_DOWNTIME_MILLIS) {
      mistakes.add(
          "options.maxDowntimeMillis is %d, expected 0 to %d"
              .formatted(options.maxDowntimeMillis(), MAX_DOWNTIME_MILLIS));
    }
  }

  private static void uuid(String field, @Nullable String value, List<String> mistakes) {
    if (value == null) {
      mistakes.add(field + " is missing");
    } else if (!UUID.matcher(value).matches()) {
      mistakes.add("%s is '%s', expected a UUID in lower case".formatted(field, shortened(value)));
    }
  }

  private static String shortened(String value) {
    return value.length() <= 64 ? value : value.substring(0, 64) + "...";
  }

  private static Optional<DroverException> invalid(List<String> mistakes) {
    if (mistakes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DroverException(
            FailureCode.INVALID_ARGUMENT,
            "The request is refused: " + String.join("; ", mistakes) + "."));
  }
}
