package dev.drover.protocol.message;

/**
 * How far a transfer is, from QEMU's query-migrate.
 *
 * @param status QEMU's own word, for example {@code active} or {@code pre-switchover}
 * @param totalBytes size of the guest's memory
 * @param transferredBytes bytes sent so far, all passes together
 * @param remainingBytes bytes known to be still to send
 * @param bytesPerSecond current rate
 * @param dirtyBytesPerSecond how fast the guest dirties memory
 * @param pass number of the pass over memory, from 1
 * @param elapsedMillis since the transfer began
 */
public record Progress(
    String status,
    long totalBytes,
    long transferredBytes,
    long remainingBytes,
    long bytesPerSecond,
    long dirtyBytesPerSecond,
    long pass,
    long elapsedMillis) {

  /** Nothing sent yet. */
  public static final Progress NONE = new Progress("none", 0, 0, 0, 0, 0, 0, 0);

  /**
   * Returns 0 to 100: the part of memory that is not waiting to be sent. A dirtying guest can make
   * it fall.
   */
  public int percent() {
    if (totalBytes <= 0) {
      return 0;
    }
    return (int) Math.max(0, Math.min(100, 100 - remainingBytes * 100 / totalBytes));
  }
}
