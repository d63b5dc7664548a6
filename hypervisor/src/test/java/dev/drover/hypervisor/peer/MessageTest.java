package dev.drover.hypervisor.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.peer.Message.GarbageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final String MIGRATION = "0d0e8f5c-3a51-4c8e-9a43-6f2f9d1c7b10";

  @Test
  void everyKindOfFrameKeepsItsTypeOnTheWire() throws IOException {
    // Neighbours one version apart read these: a change here breaks them.
    FrameKind[] order = {
      FrameKind.COMMIT,
      FrameKind.CANCEL,
      FrameKind.COMMITTED,
      FrameKind.CANCELLED,
      FrameKind.UNKNOWN,
      FrameKind.ACKNOWLEDGE,
      FrameKind.CLOSED,
      FrameKind.WAITING
    };
    assertThat(order).containsExactlyInAnyOrder(FrameKind.values());
    for (int i = 0; i < order.length; i++) {
      byte[] wire = wire(Message.of(Frame.of(order[i], new byte[] {42})));
      assertThat(wire).containsExactly(0, 0, 0, 2, 16 + i, 42);
      assertThat(read(wire).frame().kind()).isEqualTo(order[i]);
    }
    assertThat(wire(Message.of(Message.PING))).containsExactly(0, 0, 0, 1, 3);
    assertThat(wire(Message.welcome(new Versions(1, 2)))).containsExactly(0, 0, 0, 3, 1, 1, 2);
    assertThat(wire(Message.hello(1, MIGRATION)))
        .hasSize(42)
        .startsWith(0, 0, 0, 38, 2, 1, '0', 'd');
  }

  @Test
  void aLengthOutOfBoundsIsRefusedBeforeRoomIsMadeForIt() {
    for (int length : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Frame.MAX_BODY + 2}) {
      byte[] wire = ByteBuffer.allocate(5).putInt(length).put((byte) 16).array();
      assertThatThrownBy(() -> read(wire))
          .isInstanceOf(GarbageException.class)
          .hasMessage("it sent a message of " + Integer.toUnsignedString(length) + " bytes");
    }
  }

  @Test
  void aMessageCutShortAnywhereIsTheEndOfTheLink() throws IOException {
    byte[] wire = wire(Message.hello(1, MIGRATION));
    for (int length = 0; length < wire.length; length++) {
      byte[] cut = Arrays.copyOf(wire, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void randomBytesAreAMessageOrAreRefused() {
    long seed = 4711;
    Random random = new Random(seed);
    int understood = 0;
    for (int round = 0; round < 100_000; round++) {
      byte[] wire = new byte[5 + random.nextInt(60)];
      random.nextBytes(wire);
      // Lengths that are mostly plausible, so that the bodies are reached too.
      ByteBuffer.wrap(wire).putInt(random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(60));
      wire[4] = (byte) random.nextInt(25);
      try {
        Message message = read(wire);
        switch (message.type()) {
          case Message.WELCOME -> message.offered();
          case Message.HELLO -> {
            message.chosen();
            message.migrationId();
          }
          case Message.PING, Message.PONG -> {}
          default -> message.frame();
        }
        understood++;
      } catch (GarbageException | EOFException expected) {
        // The only two ways to end.
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(understood).isGreaterThan(1000);
  }

  private static Message read(byte[] wire) throws IOException {
    return Message.read(new DataInputStream(new ByteArrayInputStream(wire)), Frame.MAX_BODY);
  }

  private static byte[] wire(Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    message.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
