package dev.drover.worker.runtime;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.HostAndPort;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /metrics} and {@code /healthz}, to be read only. */
final class HttpEndpoint implements AutoCloseable {
  private static final String PLAIN_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final String host;

  private HttpEndpoint(HttpServer server, ExecutorService threads, String host) {
    this.server = requireNonNull(server, "server is null");
    this.threads = requireNonNull(threads, "threads is null");
    this.host = requireNonNull(host, "host is null");
  }

  /**
   * Starts to serve.
   *
   * @param address port 0 means any
   * @throws DroverException INVALID_CONFIGURATION if the address cannot be listened on
   */
  static HttpEndpoint start(
      HostAndPort address, Supplier<String> metrics, Supplier<Health> health) {
    HttpServer server = bind(address);
    server.createContext("/metrics", exchange -> answer(exchange, 200, PLAIN_TEXT, metrics.get()));
    server.createContext(
        "/healthz",
        exchange -> {
          Health now = health.get();
          String body = new ObjectMapper().writeValueAsString(now);
          answer(exchange, now.ok() ? 200 : 503, "application/json", body);
        });
    ExecutorService threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "drover-http");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.start();
    return new HttpEndpoint(server, threads, address.getHost());
  }

  private static HttpServer bind(HostAndPort address) {
    try {
      // A name may stand for several addresses; the configured one is meant to be a literal.
      InetAddress[] found = InetAddress.getAllByName(address.getHost());
      return HttpServer.create(new InetSocketAddress(found[0], address.getPort()), 16);
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "The worker cannot listen on metrics-listen " + address + ": " + e.getMessage() + ".",
          e);
    }
  }

  /** Returns where it really listens. */
  HostAndPort address() {
    return HostAndPort.fromParts(host, server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
