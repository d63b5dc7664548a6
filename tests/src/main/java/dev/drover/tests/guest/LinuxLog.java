package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Linux guest said on its way, host after host, as the one stream that it is for the
 * guest: a line that was cut by a switchover is put together again. Bounded: after a million lines
 * nothing more is heard. Thread-safe.
 */
public final class LinuxLog {
  private static final int MOST_LINES = 1 << 20;

  /**
   * A line.
   *
   * @param host where its end was heard
   * @param stay counts the guest's stays at hosts, from 0
   * @param nanos when its end was heard, as {@link System#nanoTime}
   */
  public record Heard(String host, int stay, long nanos, LinuxLine line) {}

  private record Raw(String text, long nanos) {}

  private record Said(LinuxLine line, long nanos) {}

  /** One connection to one QEMU. */
  private static final class Stay {
    private final String host;
    private final List<Said> lines = new ArrayList<>();
    private @Nullable Raw first;
    private String unfinished = "";

    private Stay(String host) {
      this.host = host;
    }
  }

  /** In the order of connection, which is the order in which the guest came. */
  private final List<Stay> stays = new ArrayList<>();

  private int lines;

  /** Returns what hands over the lines that are heard at a host. */
  SerialListener at(String host) {
    requireNonNull(host, "host is null");
    return new SerialListener() {
      private Stay stay = new Stay(host);

      @Override
      public void connected() {
        stay = begin(host);
      }

      @Override
      public void line(String text, long nanos) {
        take(stay, text, nanos);
      }

      @Override
      public void disconnected(String unfinished) {
        end(stay, unfinished);
      }
    };
  }

  private synchronized Stay begin(String host) {
    Stay stay = new Stay(host);
    stays.add(stay);
    return stay;
  }

  private synchronized void take(Stay stay, String text, long nanos) {
    if (++lines > MOST_LINES) {
      return;
    }
    if (stay.first == null) {
      stay.first = new Raw(text, nanos);
    } else {
      stay.lines.add(new Said(LinuxLine.parse(text), nanos));
    }
  }

  private synchronized void end(Stay stay, String unfinished) {
    stay.unfinished = unfinished;
  }

  /** Returns everything in the order in which the guest said it. */
  public synchronized List<Heard> heard() {
    List<Heard> all = new ArrayList<>(lines);
    String cut = "";
    int number = 0;
    for (Stay stay : stays) {
      if (stay.first == null) {
        // A QEMU to which the guest never came, or where it said less than a line.
        cut += stay.unfinished;
        continue;
      }
      LinuxLine first = LinuxLine.parse(cut + stay.first.text());
      all.add(new Heard(stay.host, number, stay.first.nanos(), first));
      for (Said said : stay.lines) {
        all.add(new Heard(stay.host, number, said.nanos(), said.line()));
      }
      cut = stay.unfinished;
      number++;
    }
    return all;
  }
}
