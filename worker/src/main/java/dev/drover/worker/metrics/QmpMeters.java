package dev.drover.worker.metrics;

import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.hypervisor.qmp.QmpObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts QMP commands. Everything is made beforehand, because some commands stand inside a
 * blackout.
 */
final class QmpMeters implements QmpObserver {
  private final Map<CommandClass, Counted> classes = new EnumMap<>(CommandClass.class);
  private final Counted other;

  QmpMeters(Registry registry) {
    for (CommandClass one : CommandClass.values()) {
      classes.put(one, counted(registry, one));
    }
    other = counted(registry, CommandClass.OTHER);
  }

  private static Counted counted(Registry registry, CommandClass one) {
    Map<QmpError, Counter> errors = new EnumMap<>(QmpError.class);
    for (QmpError error : QmpError.values()) {
      errors.put(error, registry.counter(Meter.QMP_ERRORS, Label.word(one), Label.word(error)));
    }
    return new Counted(registry.timer(Meter.QMP, Label.word(one)), errors);
  }

  @Override
  public void answered(String command, long nanos, @Nullable QmpException failure) {
    Counted counted = classes.getOrDefault(CommandClass.of(command), other);
    counted.time().record(nanos, TimeUnit.NANOSECONDS);
    if (failure != null) {
      counted.failed(QmpError.of(failure));
    }
  }

  @Override
  public void misunderstood(String command) {
    classes.getOrDefault(CommandClass.of(command), other).failed(QmpError.MALFORMED);
  }

  private record Counted(Timer time, Map<QmpError, Counter> errors) {
    void failed(QmpError error) {
      Counter counter = errors.get(error);
      if (counter != null) {
        counter.increment();
      }
    }
  }
}
