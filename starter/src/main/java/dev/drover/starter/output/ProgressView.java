package dev.drover.starter.output;

import dev.drover.protocol.message.MigrationJob;

/** Shows how a migration goes on, for as long as it is open. */
public interface ProgressView extends AutoCloseable {
  /** Shows the job as it is now. */
  void show(MigrationJob job);

  /** Makes room for another line. What comes next is shown below it. */
  default void clear() {}

  /** Makes room for what is said at the end. Nothing is shown afterwards, whoever asks. */
  @Override
  void close();

  /** Shows nothing, for programs. */
  static ProgressView none() {
    return new ProgressView() {
      @Override
      public void show(MigrationJob job) {}

      @Override
      public void close() {}
    };
  }
}
