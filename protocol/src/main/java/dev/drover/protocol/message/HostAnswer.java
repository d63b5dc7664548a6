package dev.drover.protocol.message;

import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host's answer to a read: what was asked for, or why there is none.
 *
 * @param host UUID of the host that was asked
 * @param info for a read of the host; else null
 * @param domains for a read of the domains; else empty
 * @param definition for a check; else null
 * @param swept for a sweep; else null
 * @param failure why there is no answer, WORKER_UNREACHABLE if nobody took the question; null if
 *     there is an answer
 * @param reason the failure in a sentence; null if there is an answer
 */
public record HostAnswer(
    String host,
    @Nullable HostInfo info,
    List<DomainInfo> domains,
    @Nullable DefinitionInfo definition,
    @Nullable SweepReport swept,
    @Nullable FailureCode failure,
    @Nullable String reason) {

  /** Keeps an immutable copy of the domains. */
  public HostAnswer {
    domains = List.copyOf(domains);
  }

  /** Answers with the host itself. */
  public static HostAnswer of(String host, HostInfo info) {
    return new HostAnswer(host, info, List.of(), null, null, null, null);
  }

  /** Answers with the host's domains. */
  public static HostAnswer of(String host, List<DomainInfo> domains) {
    return new HostAnswer(host, null, domains, null, null, null, null);
  }

  /** Answers with a definition that was read and checked. */
  public static HostAnswer of(String host, DefinitionInfo definition) {
    return new HostAnswer(host, null, List.of(), definition, null, null, null);
  }

  /** Answers with what is, or was, left over on the host. */
  public static HostAnswer of(String host, SweepReport swept) {
    return new HostAnswer(host, null, List.of(), null, swept, null, null);
  }

  /** Says why there is no answer. */
  public static HostAnswer failed(String host, FailureCode failure, String reason) {
    return new HostAnswer(host, null, List.of(), null, null, failure, reason);
  }
}
