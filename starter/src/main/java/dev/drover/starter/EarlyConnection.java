package dev.drover.starter;

import static java.util.Objects.requireNonNull;

import dev.drover.starter.fleet.Fleet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Connects while the command line is still being read: each takes a tenth of a second, most of it
 * the loading of classes. A connection that nobody asks for ends with the process.
 */
final class EarlyConnection implements Function<String, Fleet> {
  private final CompletableFuture<Fleet> connection = new CompletableFuture<>();

  private EarlyConnection() {}

  /** Starts to connect in the name of the requester. */
  static EarlyConnection start(Function<String, Fleet> connector, String requester) {
    EarlyConnection early = new EarlyConnection();
    Thread thread =
        new Thread(
            () -> {
              try {
                early.connection.complete(connector.apply(requester));
              } catch (RuntimeException e) {
                early.connection.completeExceptionally(e);
              }
            },
            "connect");
    thread.setDaemon(true);
    thread.start();
    return early;
  }

  /** Returns the connection, or throws what connecting threw. */
  @Override
  public Fleet apply(String requester) {
    try {
      return requireNonNull(connection.join(), "connected to nothing");
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
