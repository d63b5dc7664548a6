package dev.drover.hypervisor.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One of the two places in a record file. A slot that power loss has torn fails its checksum, which
 * covers the header too.
 *
 * <pre>
 *  0  magic      8 bytes "DROVERJR"
 *  8  format     4 bytes, {@link #FORMAT}
 * 12  sequence   8 bytes, larger is newer, from 1
 * 20  length     4 bytes, of the body
 * 24  CRC32C     4 bytes, over the 24 bytes before it and the body
 * 28  body
 * </pre>
 */
final class Slot {
  /**
   * Bytes of one slot. A domain definition has at most 256 KiB, travels in cookie #3 as Base64 (350
   * KB) and leaves room here for everything else.
   */
  static final int SIZE = 512 << 10;

  static final int HEADER = 28;
  static final int MAX_BODY = SIZE - HEADER;
  static final int FORMAT = 1;

  private static final int CHECKED_HEADER = 24;
  private static final byte[] MAGIC = "DROVERJR".getBytes(US_ASCII);

  private Slot() {}

  /** What a slot was found to hold. */
  sealed interface Content {}

  /** Nothing was ever written. */
  record Empty() implements Content {}

  /** A write was cut short, or the disk has lost bytes. */
  record Torn() implements Content {}

  /** A later drover wrote it. */
  record Newer(int format) implements Content {}

  /** Everything that was written. */
  record Whole(long sequence, ByteBuffer body) implements Content {}

  /** Returns the bytes of a slot, without the unused rest. */
  static ByteBuffer encode(long sequence, byte[] body) {
    ByteBuffer slot = ByteBuffer.allocate(HEADER + body.length);
    slot.put(MAGIC).putInt(FORMAT).putLong(sequence).putInt(body.length);
    slot.putInt(checksum(slot.array(), ByteBuffer.wrap(body))).put(body);
    return slot.flip();
  }

  /** Reads a slot; one that is shorter than {@link #SIZE} may still be whole. */
  static Content decode(ByteBuffer slot) {
    if (isBlank(slot)) {
      return new Empty();
    }
    if (slot.remaining() < HEADER) {
      return new Torn();
    }
    byte[] header = new byte[HEADER];
    slot.get(slot.position(), header);
    ByteBuffer fields = ByteBuffer.wrap(header);
    if (!Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return new Torn();
    }
    int format = fields.getInt(8);
    if (format > FORMAT) {
      return new Newer(format);
    }
    int length = fields.getInt(20);
    if (format < 1 || length < 0 || length > slot.remaining() - HEADER) {
      return new Torn();
    }
    ByteBuffer body = slot.slice(slot.position() + HEADER, length);
    return checksum(header, body) == fields.getInt(CHECKED_HEADER)
        ? new Whole(fields.getLong(12), body)
        : new Torn();
  }

  private static boolean isBlank(ByteBuffer slot) {
    for (int i = slot.position(); i < slot.limit(); i++) {
      if (slot.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] header, ByteBuffer body) {
    CRC32C sum = new CRC32C();
    sum.update(header, 0, CHECKED_HEADER);
    sum.update(body.duplicate());
    return (int) sum.getValue();
  }
}
