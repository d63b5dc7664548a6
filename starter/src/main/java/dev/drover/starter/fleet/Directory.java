package dev.drover.starter.fleet;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Suggestions;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.starter.fleet.DomainCopies.Copy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds hosts and domains by name or UUID. A picture of one moment, immutable. */
public final class Directory {
  private final List<HostInfo> hosts;
  private final List<Copy> copies;
  private final List<HostAnswer> silent;

  private Directory(List<HostInfo> hosts, List<Copy> copies, List<HostAnswer> silent) {
    this.hosts = List.copyOf(requireNonNull(hosts, "hosts is null"));
    this.copies = List.copyOf(requireNonNull(copies, "copies is null"));
    this.silent = List.copyOf(requireNonNull(silent, "silent is null"));
  }

  /** Knows the hosts, asks none of them. */
  public static Directory ofHosts(Fleet fleet) {
    return new Directory(fleet.hosts(), List.of(), List.of());
  }

  /** Asks every host for its domains. */
  public static Directory ofDomains(Fleet fleet) {
    List<HostInfo> hosts = fleet.hosts();
    if (hosts.isEmpty()) {
      return new Directory(hosts, List.of(), List.of());
    }
    List<HostAnswer> answers =
        fleet.ask(ReadRequest.domains(hosts.stream().map(HostInfo::id).toList()));
    List<Copy> copies = new ArrayList<>();
    List<HostAnswer> silent = new ArrayList<>();
    for (HostAnswer answer : answers) {
      if (answer.failure() != null) {
        silent.add(answer);
        continue;
      }
      for (HostInfo host : hosts) {
        if (host.id().equals(answer.host())) {
          answer.domains().forEach(info -> copies.add(new Copy(host, info)));
        }
      }
    }
    return new Directory(hosts, copies, silent);
  }

  /** Returns every host that has announced itself. */
  public List<HostInfo> hosts() {
    return hosts;
  }

  /** Returns every domain on every host that answered. */
  public List<Copy> copies() {
    return copies;
  }

  /** Returns one sentence for each host that did not answer. */
  public List<String> silence() {
    return silent.stream()
        .map(answer -> "host " + hostName(answer.host()) + " does not answer: " + reason(answer))
        .toList();
  }

  /** Returns why a host does not answer; empty if it does. */
  public Optional<String> silenceOf(String host) {
    return silent.stream()
        .filter(answer -> answer.host().equals(host))
        .findFirst()
        .map(Directory::reason);
  }

  private static String reason(HostAnswer answer) {
    String reason = Objects.requireNonNullElse(answer.reason(), "no reason given");
    return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
  }

  /** Returns what people call a host, or its UUID if it never announced itself. */
  public String hostName(String uuid) {
    return hosts.stream()
        .filter(host -> host.id().equals(uuid))
        .map(HostInfo::name)
        .findFirst()
        .orElse(uuid);
  }

  /**
   * Finds a host by UUID or name.
   *
   * @throws DroverException UNKNOWN_HOST or AMBIGUOUS_HOST
   */
  public HostInfo host(String nameOrUuid) {
    List<HostInfo> found =
        hosts.stream()
            .filter(
                host -> host.id().equalsIgnoreCase(nameOrUuid) || host.name().equals(nameOrUuid))
            .toList();
    if (found.isEmpty()) {
      throw new DroverException(
          FailureCode.UNKNOWN_HOST,
          "There is no host "
              + nameOrUuid
              + meant(nameOrUuid, hosts.stream().map(HostInfo::name).toList())
              + "; "
              + known()
              + ".");
    }
    if (found.size() > 1) {
      throw new DroverException(
          FailureCode.AMBIGUOUS_HOST,
          found.size()
              + " hosts are called "
              + nameOrUuid
              + ": "
              + String.join(", ", found.stream().map(HostInfo::id).toList())
              + ".");
    }
    return found.get(0);
  }

  /**
   * Refuses a host that did not answer, before a job would wait for it.
   *
   * @throws DroverException WORKER_UNREACHABLE
   */
  public void requireAnswer(HostInfo host) {
    for (HostAnswer answer : silent) {
      if (answer.host().equals(host.id())) {
        throw new DroverException(
            FailureCode.WORKER_UNREACHABLE,
            "Host " + host.name() + " does not answer: " + reason(answer) + ".");
      }
    }
  }

  /**
   * Returns the only host.
   *
   * @throws DroverException INVALID_ARGUMENT if there are more, UNKNOWN_HOST if there is none
   */
  public HostInfo onlyHost() {
    if (hosts.isEmpty()) {
      throw new DroverException(
          FailureCode.UNKNOWN_HOST, "No host has announced itself yet: start a worker.");
    }
    if (hosts.size() > 1) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT, "Say which host with --host: " + known() + ".");
    }
    return hosts.get(0);
  }

  private static String meant(String word, List<String> names) {
    return Suggestions.nearest(word, names).map(name -> " (did you mean " + name + "?)").orElse("");
  }

  private String known() {
    return hosts.isEmpty()
        ? "no host has announced itself yet"
        : "known are " + String.join(", ", hosts.stream().map(HostInfo::name).toList());
  }

  /**
   * Finds a domain by UUID or name among the hosts that answered.
   *
   * @throws DroverException UNKNOWN_DOMAIN, which mentions the silent hosts; INVALID_ARGUMENT if
   *     several domains have that name
   */
  public DomainCopies domain(String nameOrUuid) {
    Map<String, List<Copy>> found = new LinkedHashMap<>();
    for (Copy copy : copies) {
      DomainInfo info = copy.info();
      if (info.uuid().equalsIgnoreCase(nameOrUuid) || info.name().equals(nameOrUuid)) {
        found.computeIfAbsent(info.uuid(), uuid -> new ArrayList<>()).add(copy);
      }
    }
    if (found.isEmpty()) {
      String silence = silent.isEmpty() ? "" : "; " + String.join("; ", silence());
      throw new DroverException(
          FailureCode.UNKNOWN_DOMAIN,
          "No host knows a domain "
              + nameOrUuid
              + meant(nameOrUuid, copies.stream().map(copy -> copy.info().name()).toList())
              + silence
              + ".");
    }
    if (found.size() > 1) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT,
          found.size()
              + " domains are called "
              + nameOrUuid
              + ", use a UUID: "
              + String.join(", ", found.keySet())
              + ".");
    }
    Map.Entry<String, List<Copy>> only = found.entrySet().iterator().next();
    return new DomainCopies(only.getKey(), only.getValue().get(0).info().name(), only.getValue());
  }
}
