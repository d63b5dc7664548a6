package dev.drover.tests.guest;

/** Takes what comes from the serial port of a guest's QEMU on one host. */
interface SerialListener {
  /** A QEMU was connected: its first line may be the rest of one that began on another host. */
  void connected();

  /**
   * A line was read.
   *
   * @param text without its end
   * @param nanos when its end was read, as {@link System#nanoTime}
   */
  void line(String text, long nanos);

  /**
   * The QEMU is gone.
   *
   * @param unfinished the beginning of a line that may go on at another host; may be empty
   */
  void disconnected(String unfinished);
}
