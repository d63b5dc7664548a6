package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.HostAndPort;
import dev.drover.worker.config.WorkerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the worker listens: whether it may, whether it does, and what it says of itself. */
final class AddressChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String PORTS = "ports";
  private static final String HEALTH = "health";

  private final WorkerConfig config;
  private final Optional<Long> worker;
  private final Proc proc;

  /**
   * Makes the checks.
   *
   * @param worker the process of the worker that runs here
   */
  AddressChecks(WorkerConfig config, Optional<Long> worker, Proc proc) {
    this.config = requireNonNull(config, "config is null");
    this.worker = requireNonNull(worker, "worker is null");
    this.proc = requireNonNull(proc, "proc is null");
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    local("peer-listen", config.peerListen().getHost()).ifPresent(findings::add);
    local("data-listen", config.dataListen()).ifPresent(findings::add);
    local("metrics-listen", config.metricsListen().getHost()).ifPresent(findings::add);
    port("peer-listen", config.peerListen()).ifPresent(findings::add);
    port("metrics-listen", config.metricsListen()).ifPresent(findings::add);
    if (worker.isPresent() && config.metricsListen().getPort() != 0) {
      findings.add(health());
    }
    return findings;
  }

  private static Optional<Finding> local(String setting, String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
        return Optional.empty();
      }
      return Optional.of(
          Finding.failed(
              "addresses",
              setting + " " + host + " is no address of this machine.",
              "Set " + setting + " to one of those that ip address shows."));
    } catch (IOException e) {
      return Optional.of(
          Finding.failed(
              "addresses",
              setting + " " + host + " cannot be resolved.",
              "Set " + setting + " to an address of this machine, as a number."));
    }
  }

  /** Port 0 means any: there is nothing to look at. */
  private Optional<Finding> port(String setting, HostAndPort address) {
    return address.getPort() == 0 ? Optional.empty() : Optional.of(chosen(setting, address));
  }

  private Finding chosen(String setting, HostAndPort address) {
    String where = setting + " " + address;
    List<Proc.Listener> listeners = proc.listeners(address.getPort());
    if (worker.isEmpty()) {
      return listeners.isEmpty()
          ? Finding.ok(PORTS, where + " is free.")
          : Finding.failed(
              PORTS,
              where + " is taken by another process, and no worker runs here.",
              "ss -ltnp 'sport = :"
                  + address.getPort()
                  + "' names it; end it, or set "
                  + setting
                  + " to another port.");
    }
    if (listeners.isEmpty()) {
      return Finding.warning(
          PORTS,
          "The worker runs and does not listen on " + where + ".",
          "It has other settings than these: name its configuration with --config.");
    }
    boolean foreign =
        listeners.stream()
            .allMatch(
                one -> proc.hasSocket(worker.get(), one.inode()).map(has -> !has).orElse(false));
    return foreign
        ? Finding.failed(
            PORTS,
            where + " is taken by another process than the worker.",
            "ss -ltnp 'sport = :" + address.getPort() + "' names it.")
        : Finding.ok(PORTS, "The worker listens on " + where + ".");
  }

  private Finding health() {
    URI health = URI.create("http://" + config.metricsListen() + "/healthz");
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(health).timeout(PATIENCE).build(),
                  BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return Finding.ok(HEALTH, "The worker says that it is well.");
      }
      List<String> reasons = new ArrayList<>();
      JsonNode document = new ObjectMapper().readTree(answer.body());
      document.path("reasons").forEach(reason -> reasons.add(reason.asText()));
      return Finding.failed(
          HEALTH,
          "The worker says that it is degraded: " + String.join(" ", reasons),
          "It still guards its guests; docs/operations.md says what each reason means.");
    } catch (IOException e) {
      return Finding.warning(
          HEALTH,
          "The worker does not answer at " + health + ".",
          "Look at its log; its guests run on.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.warning(HEALTH, "The question was interrupted.", "Ask again.");
    }
  }
}
