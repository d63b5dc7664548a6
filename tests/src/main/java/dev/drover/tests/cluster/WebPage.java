package dev.drover.tests.cluster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Temporal's web page. */
final class WebPage implements AutoCloseable {
  private final String url;
  private final Service service;

  private WebPage(String url, Service service) {
    this.url = requireNonNull(url, "url is null");
    this.service = requireNonNull(service, "service is null");
  }

  /** Starts it for a server that runs, and waits until it shows the server's namespaces. */
  static WebPage start(Programs programs, String temporal) {
    int port = Ports.free(1).next();
    Path folder = programs.folder().resolve("web-page");
    try {
      Files.createDirectory(folder);
      Files.writeString(
          folder.resolve("loopback.yaml"),
          """
          temporalGrpcAddress: %s
          host: 127.0.0.1
          port: %d
          enableUi: true
          defaultNamespace: default
          disableNewsFetch: true
          cors:
            allowOrigins: ["http://127.0.0.1:%d"]
          """
              .formatted(temporal, port, port));
    } catch (IOException e) {
      throw new UncheckedIOException("no configuration of the web page in " + folder, e);
    }
    String url = "http://127.0.0.1:" + port;
    Service service =
        new Service(
            "temporal-ui",
            folder,
            Map.of(),
            List.of(
                programs.path("temporal-ui"),
                "--root",
                folder.toString(),
                "--config",
                ".",
                "--env",
                "loopback",
                "start"),
            () -> Http.trouble(url + "/api/v1/namespaces"));
    service.start();
    return new WebPage(url, service);
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    service.close();
  }
}
