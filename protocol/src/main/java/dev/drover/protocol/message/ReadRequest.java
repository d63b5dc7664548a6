package dev.drover.protocol.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks hosts for something that changes nothing; needs no domain's mutex.
 *
 * @param hosts UUIDs of the hosts to ask, all at the same time
 * @param xml the definition to check; null for the other kinds
 */
public record ReadRequest(List<String> hosts, Kind what, @Nullable String xml) {

  /** What is asked for. */
  public enum Kind {
    /** The host as it announces itself. */
    HOST,
    /** Every domain that is defined, running or incoming there. */
    DOMAINS,
    /** What defining the XML there would give, without doing it. */
    CHECK,
    /** What is left over there. */
    SWEEP
  }

  /** Asks hosts who they are. */
  public static ReadRequest host(List<String> hosts) {
    return new ReadRequest(List.copyOf(hosts), Kind.HOST, null);
  }

  /** Asks hosts for their domains. */
  public static ReadRequest domains(List<String> hosts) {
    return new ReadRequest(List.copyOf(hosts), Kind.DOMAINS, null);
  }

  /** Asks hosts what is left over on them. */
  public static ReadRequest sweep(List<String> hosts) {
    return new ReadRequest(List.copyOf(hosts), Kind.SWEEP, null);
  }

  /** Asks one host to read and check a definition. */
  public static ReadRequest check(String host, String xml) {
    return new ReadRequest(List.of(host), Kind.CHECK, xml);
  }
}
