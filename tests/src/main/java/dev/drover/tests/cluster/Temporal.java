package dev.drover.tests.cluster;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.harness.TestFleet;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Temporal server on PostgreSQL, configured by the file that an installation copies. */
final class Temporal implements AutoCloseable {
  private static final Path DEPLOY = TestFleet.repository().resolve("deploy");

  private final Programs programs;
  private final Postgres postgres;
  private final int port;
  private final int metricsPort;
  private final Service service;

  private Temporal(
      Programs programs,
      Postgres postgres,
      int port,
      int metricsPort,
      Map<String, String> configuration) {
    this.programs = requireNonNull(programs, "programs is null");
    this.postgres = requireNonNull(postgres, "postgres is null");
    this.port = port;
    this.metricsPort = metricsPort;
    service =
        new Service(
            "temporal",
            programs.folder(),
            configuration,
            List.of(programs.path("temporal-server"), "start"),
            this::trouble);
  }

  /** Makes the schema in PostgreSQL, which runs; the server does not run yet. */
  static Temporal prepare(Programs programs, Postgres postgres) {
    programs.run(
        "schema.sh",
        Map.of(
            "SQL_PLUGIN",
            "postgres12",
            "SQL_HOST",
            "127.0.0.1",
            "SQL_PORT",
            Integer.toString(postgres.port()),
            "SQL_USER",
            Postgres.USER,
            "SQL_PASSWORD",
            postgres.password(),
            "TEMPORAL_SCHEMA",
            programs.folder().resolve("schema").toString()),
        List.of("/bin/sh", DEPLOY.resolve("schema.sh").toString()));
    Iterator<Integer> ports = Ports.free(10);
    int port = ports.next();
    int metricsPort = ports.next();
    Map<String, String> configuration = template();
    configuration.putAll(
        Map.of(
            "DB_PORT",
            Integer.toString(postgres.port()),
            "POSTGRES_USER",
            Postgres.USER,
            "POSTGRES_PWD",
            postgres.password(),
            "DYNAMIC_CONFIG_FILE_PATH",
            DEPLOY.resolve("dynamicconfig/drover.yaml").toString(),
            "PROMETHEUS_ENDPOINT",
            "127.0.0.1:" + metricsPort,
            "FRONTEND_GRPC_PORT",
            Integer.toString(port)));
    for (String other :
        List.of(
            "FRONTEND_HTTP_PORT",
            "FRONTEND_MEMBERSHIP_PORT",
            "MATCHING_GRPC_PORT",
            "MATCHING_MEMBERSHIP_PORT",
            "HISTORY_GRPC_PORT",
            "HISTORY_MEMBERSHIP_PORT",
            "WORKER_GRPC_PORT",
            "WORKER_MEMBERSHIP_PORT")) {
      configuration.put(other, Integer.toString(ports.next()));
    }
    return new Temporal(programs, postgres, port, metricsPort, configuration);
  }

  /** Reads the example as systemd would. */
  private static Map<String, String> template() {
    Map<String, String> values = new HashMap<>();
    try {
      for (String line : Files.readAllLines(DEPLOY.resolve("temporal-server.env.example"))) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the server's configuration cannot be read", e);
    }
    return values;
  }

  /** Makes the namespace and the search attributes; the server runs. */
  void makeNamespace() {
    programs.run(
        "namespace.sh",
        Map.of("TEMPORAL_ADDRESS", address()),
        List.of("/bin/sh", DEPLOY.resolve("namespace.sh").toString()));
  }

  Service service() {
    return service;
  }

  /** Returns where the gRPC port is. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** Returns where Prometheus scrapes it. */
  String metrics() {
    return "127.0.0.1:" + metricsPort;
  }

  /** Returns the versions of both schemas, as PostgreSQL knows them. */
  String schemaVersions() {
    String query = "select curr_version from schema_version";
    return "temporal %s, temporal_visibility %s"
        .formatted(
            String.join(" ", postgres.query("temporal", query)),
            String.join(" ", postgres.query("temporal_visibility", query)));
  }

  private Optional<String> trouble() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    try {
      stubs.healthCheck();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    } finally {
      stubs.shutdownNow();
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
