package dev.drover.tests.cluster;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.ManagedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived process of the cluster. It may be killed and started again: everything that it needs
 * is in its command, its environment and its files.
 */
final class Service implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration GONE = Duration.ofSeconds(10);

  private final String name;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> command;
  private final Supplier<Optional<String>> trouble;
  private @Nullable ManagedProcess process;

  /**
   * Describes a service; nothing is started yet.
   *
   * @param trouble says why it does not serve yet; empty when it serves
   */
  Service(
      String name,
      Path folder,
      Map<String, String> environment,
      List<String> command,
      Supplier<Optional<String>> trouble) {
    this.name = requireNonNull(name, "name is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.environment = Map.copyOf(environment);
    this.command = List.copyOf(command);
    this.trouble = requireNonNull(trouble, "trouble is null");
  }

  /**
   * Starts it and waits until it serves.
   *
   * @throws AssertionError with what it said, if it ends or does not serve in time
   */
  void start() {
    ManagedProcess started = ManagedProcess.start(name, folder, environment, command);
    process = started;
    Deadline.await(READY, name + " serves", () -> whyNot(started).orElse(""), String::isEmpty);
  }

  /** Somebody else may answer on the same port, so that it must live, too. */
  private Optional<String> whyNot(ManagedProcess started) {
    Optional<String> why = trouble.get();
    if (!started.isAlive()) {
      throw new AssertionError(name + " ended: " + started.output());
    }
    return why.map(reason -> reason + "; it has said " + started.output());
  }

  /** Kills it and all processes that it started with SIGKILL, and waits until they are gone. */
  void kill() {
    ManagedProcess running = requireNonNull(process, "it was never started");
    Optional<ProcessHandle> handle = ProcessHandle.of(running.pid());
    List<ProcessHandle> all =
        handle.stream()
            .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Deadline.await(
        GONE,
        name + " and its children are gone",
        () -> all.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList(),
        List::isEmpty);
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
