package dev.drover.starter.command;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Asks several things at once, a bounded number at a time. */
final class Parallel {
  /** Enough that a server on another continent is not waited for one by one. */
  static final int A_FEW = 8;

  private Parallel() {}

  /** Makes threads that end with the process. */
  static ExecutorService threads(int most) {
    return Executors.newFixedThreadPool(
        most,
        task -> {
          Thread thread = new Thread(task, "drover-ask");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Returns each answer in the order of the questions; throws what the first failure threw. */
  static <Q, A> List<A> map(List<Q> questions, Function<Q, A> ask, int atOnce) {
    ExecutorService threads = threads(Math.min(atOnce, Math.max(1, questions.size())));
    try {
      List<CompletableFuture<A>> asked =
          questions.stream()
              .map(question -> CompletableFuture.supplyAsync(() -> ask.apply(question), threads))
              .toList();
      return asked.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }
}
