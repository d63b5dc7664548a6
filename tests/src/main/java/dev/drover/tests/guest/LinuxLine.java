package dev.drover.tests.guest;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the Linux guest; its programs in guest/linux say what each means. */
public sealed interface LinuxLine {
  /** What the guest makes its kernel warn of, so that it is known that warnings are heard. */
  String WATCH = "the kernel is heard";

  /** A line of which each has a number that is one more than the last one's. */
  sealed interface Counted extends LinuxLine {
    /** Returns what is counted, in words. */
    String what();

    /** Returns the number; the first is 1. */
    long number();
  }

  /** A line that nobody likes to see. */
  sealed interface Complaint extends LinuxLine {
    /** Returns what the guest said. */
    String text();
  }

  /** The guest has booted, and describes itself. */
  record Boot(String text) implements LinuxLine {}

  /**
   * A tick, every 5 ms of the guest's uptime.
   *
   * @param uptimeMicros when it was said, by the guest's clock
   */
  record Tick(long number, long uptimeMicros) implements Counted {
    @Override
    public String what() {
      return "tick";
    }
  }

  /**
   * All of the memory under test was rewritten, and each page was as the sweep before had left it.
   */
  record Swept(long number) implements Counted {
    @Override
    public String what() {
      return "memory sweep";
    }
  }

  /** A block was written to the disk, flushed and read back. */
  record Written(long number) implements Counted {
    @Override
    public String what() {
      return "block";
    }
  }

  /**
   * The whole disk was read since the last such line, and held the newest blocks.
   *
   * @param block the newest block at the end
   */
  record Read(long block) implements LinuxLine {}

  /** The kernel warned, or worse. */
  record Kernel(String text) implements Complaint {
    /**
     * Returns whether the warning says only that the host gave the guest's CPU no time in the
     * middle of an interrupt.
     */
    boolean isHostBusy() {
      return Patterns.HOST_BUSY.matcher(text).find();
    }

    /** Returns whether the guest ordered this warning: {@link #WATCH}. */
    boolean isOrdered() {
      return text.endsWith(" " + WATCH);
    }
  }

  /** One of the guest's programs found something wrong. */
  record Wrong(String text) implements Complaint {}

  /** Nothing that the guest says while all is well, for example a line of a panic. */
  record Unknown(String text) implements Complaint {}

  /** Reads a line. */
  static LinuxLine parse(String text) {
    Matcher tick = Patterns.TICK.matcher(text);
    if (tick.matches()) {
      return new Tick(
          Long.parseLong(tick.group(1)),
          new BigDecimal(tick.group(2)).movePointRight(6).longValueExact());
    }
    Matcher number = Patterns.NUMBER.matcher(text);
    if (number.matches()) {
      long value = Long.parseLong(number.group(2));
      return switch (number.group(1)) {
        case "memory" -> new Swept(value);
        case "disk" -> new Written(value);
        default -> new Read(value);
      };
    }
    String rest = text.substring(text.indexOf(' ') + 1);
    if (text.startsWith("boot ")) {
      return new Boot(rest);
    }
    if (text.startsWith("kernel ")) {
      return new Kernel(rest);
    }
    return text.startsWith("WRONG ") ? new Wrong(rest) : new Unknown(text);
  }

  /** The forms of lines. */
  final class Patterns {
    private static final Pattern TICK = Pattern.compile("tick (\\d{1,18}) (\\d{1,9}\\.\\d{6})");
    private static final Pattern NUMBER = Pattern.compile("(memory|disk|read) (\\d{1,18})");
    private static final Pattern HOST_BUSY = Pattern.compile("hrtimer: interrupt took \\d+ ns$");

    private Patterns() {}
  }
}
