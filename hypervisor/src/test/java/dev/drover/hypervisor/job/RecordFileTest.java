package dev.drover.hypervisor.job;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordFileTest {
  private static final Path FILE = Path.of("/jobs/x.source.job");

  private final ForgettingDisk disk = new ForgettingDisk();

  @Test
  void aWriteTornAtAnyByteFallsBackToTheOtherSlot() throws IOException {
    byte[] first = ("first " + "a".repeat(400)).getBytes(US_ASCII);
    byte[] second = ("second " + "b".repeat(300)).getBytes(US_ASCII);
    byte[] third = ("third " + "c".repeat(500)).getBytes(US_ASCII);
    byte[] over = Arrays.copyOf(bytes(Slot.encode(1, first)), Slot.HEADER + third.length);
    byte[] torn = bytes(Slot.encode(3, third));
    int whole = torn.length;
    while (torn[whole - 1] == over[whole - 1]) {
      whole--;
    }
    for (int written = 0; written <= torn.length; written++) {
      byte[] slot = over.clone();
      System.arraycopy(torn, 0, slot, 0, written);
      String expected = written < whole ? "second" : "third";
      byte[] tail = torn.clone();
      System.arraycopy(over, 0, tail, 0, torn.length - written);
      assertThat(newest(slot, second)).as("the first %d bytes", written).startsWith(expected);
      assertThat(newest(tail, second))
          .as("the last %d bytes", written)
          .startsWith(written < torn.length && !Arrays.equals(tail, torn) ? "second" : "third");
    }
  }

  @Test
  void twoTornSlotsAreSaid() throws IOException {
    RecordFile.create(disk, FILE, "body".getBytes(US_ASCII)).close();
    disk.damage(FILE, Slot.HEADER, new byte[] {'x'});

    assertThatThrownBy(() -> RecordFile.open(disk, FILE))
        .hasMessage("neither of its two slots is whole");
  }

  @Test
  void aSlotOfANewerFormatHidesTheOlderOne() throws IOException {
    RecordFile file = RecordFile.create(disk, FILE, "one".getBytes(US_ASCII));
    file.write("two".getBytes(US_ASCII));
    disk.damage(FILE, Slot.SIZE + 8, ByteBuffer.allocate(4).putInt(Slot.FORMAT + 1).array());

    assertThatThrownBy(() -> RecordFile.open(disk, FILE))
        .hasMessage("its format is 2, and this drover reads up to 1");
  }

  @Test
  void aHostileLengthIsATornSlot() {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Slot.MAX_BODY + 1}) {
      ByteBuffer slot = ByteBuffer.allocate(Slot.SIZE).put(Slot.encode(1, new byte[10])).rewind();
      slot.putInt(20, length);
      assertThat(Slot.decode(slot)).isEqualTo(new Slot.Torn());
    }
  }

  @Test
  void bothSlotsAreSetAsideAtOnce() throws IOException {
    RecordFile.create(disk, FILE, new byte[1]).close();

    assertThat(disk.open(FILE).read(Integer.MAX_VALUE).remaining()).isEqualTo(2 * Slot.SIZE);
    assertThat(disk.list(Path.of("/jobs"))).containsExactly(FILE);
  }

  private static String newest(byte[] firstSlot, byte[] second) throws IOException {
    ForgettingDisk disk = new ForgettingDisk();
    DurableFile file = disk.create(FILE);
    file.write(ByteBuffer.wrap(firstSlot), 0);
    file.write(Slot.encode(2, second), Slot.SIZE);
    return new String(RecordFile.open(disk, FILE).body(), US_ASCII);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
