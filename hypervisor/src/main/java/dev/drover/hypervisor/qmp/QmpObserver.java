package dev.drover.hypervisor.qmp;

import org.jspecify.annotations.Nullable;

/**
 * Hears how long QEMU takes to answer. Told by whoever asked, once the answer is there: a
 * switchover goes on when this returns, so it only counts. Thread-safe.
 */
@FunctionalInterface
public interface QmpObserver {
  /** Counts nothing. */
  QmpObserver NONE = (command, nanos, failure) -> {};

  /**
   * A command came to its end.
   *
   * @param command QMP's own name of it
   * @param nanos since it was asked for, the wait for earlier commands included
   * @param failure null if QEMU answered with a result
   */
  void answered(String command, long nanos, @Nullable QmpException failure);

  /**
   * A result came that is not what QEMU's schema promises; {@link #answered} was told of it, too.
   */
  default void misunderstood(String command) {}
}
