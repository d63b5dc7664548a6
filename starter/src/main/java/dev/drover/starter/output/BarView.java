package dev.drover.starter.output;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Units;
import dev.drover.protocol.message.MigrationJob;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is drawn over itself, for a terminal. */
public final class BarView implements ProgressView {
  private final ProgressBar bar;

  /** Draws to the given stream, which must be a terminal. */
  public BarView(PrintStream terminal, String domainName) {
    this(new ConsoleProgressBarConsumer(requireNonNull(terminal, "terminal is null")), domainName);
  }

  /** Draws lines of the given width. */
  BarView(PrintStream terminal, String domainName, int width) {
    this(new ConsoleProgressBarConsumer(terminal, width), domainName);
  }

  private BarView(ConsoleProgressBarConsumer consumer, String domainName) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(Units.printable(domainName))
            .setInitialMax(100)
            .setStyle(ProgressBarStyle.ASCII)
            // QEMU's own numbers stand beside the bar; percent a second and its end mean nothing.
            .hideEta()
            .setUpdateIntervalMillis(250)
            .setConsumer(consumer)
            .build();
  }

  @Override
  public void show(MigrationJob job) {
    bar.stepTo(ProgressText.percent(job));
    bar.setExtraMessage(" " + ProgressText.numbers(job));
    bar.refresh();
  }

  @Override
  public void close() {
    bar.close();
  }
}
