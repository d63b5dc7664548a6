package dev.drover.tests.cluster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL with a database folder of its own: on loopback and a socket in that folder, with a
 * password that this run drew.
 */
final class Postgres implements AutoCloseable {
  static final String USER = "temporal";

  private final Programs programs;
  private final int port;
  private final String password;
  private final Service service;

  private Postgres(Programs programs, Path folder, int port, String password) {
    this.programs = requireNonNull(programs, "programs is null");
    this.port = port;
    this.password = requireNonNull(password, "password is null");
    service =
        new Service(
            "postgresql",
            folder,
            Map.of(),
            Programs.unprivileged(
                programs.path("postgres"),
                "-D",
                folder.resolve("data").toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-k",
                folder.toString()),
            this::trouble);
  }

  /** Makes a database folder; PostgreSQL does not run yet. */
  static Postgres create(Programs programs, int port) {
    Path folder = programs.folder().resolve("postgresql");
    String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
    Path file = folder.resolve("password");
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, password);
      giveAway(folder);
      giveAway(file);
      programs.run(
          "initdb",
          Map.of(),
          Programs.unprivileged(
              programs.path("initdb"),
              "--pgdata=" + folder.resolve("data"),
              "--username=" + USER,
              "--pwfile=" + file,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C"));
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for PostgreSQL in " + programs.folder(), e);
    }
    return new Postgres(programs, folder, port, password);
  }

  /** PostgreSQL refuses to run as root. */
  private static void giveAway(Path path) throws IOException {
    if (Programs.isRoot()) {
      Files.setOwner(
          path,
          path.getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(Programs.NOBODY));
    }
  }

  Service service() {
    return service;
  }

  int port() {
    return port;
  }

  String password() {
    return password;
  }

  /** Returns the rows that a query finds, one line each. */
  List<String> query(String database, String query) {
    return psql(database, password, query);
  }

  /** Returns whether somebody with another password is let in. */
  boolean letsInWithoutThePassword() {
    try {
      psql("postgres", "not-" + password, "select 1");
      return true;
    } catch (AssertionError e) {
      if (String.valueOf(e.getMessage()).contains("password authentication failed")) {
        return false;
      }
      throw e;
    }
  }

  private List<String> psql(String database, String with, String query) {
    return programs.run(
        "psql",
        Map.of("PGPASSWORD", with, "PGCONNECT_TIMEOUT", "5"),
        List.of(
            programs.path("psql"),
            "--no-psqlrc",
            "--tuples-only",
            "--no-align",
            "--host=127.0.0.1",
            "--port=" + port,
            "--username=" + USER,
            "--command=" + query,
            database));
  }

  private Optional<String> trouble() {
    try {
      query("postgres", "select 1");
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
