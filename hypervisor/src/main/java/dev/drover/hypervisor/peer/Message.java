package dev.drover.hypervisor.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What stands on the wire: 4 bytes length of all that follows, 1 byte type, body. Big-endian. */
final class Message {
  /** Server, first: the lowest and the highest version that it speaks, a byte each. */
  static final int WELCOME = 1;

  /** Client, second: the version that both will speak, a byte, and the migration id. */
  static final int HELLO = 2;

  static final int PING = 3;
  static final int PONG = 4;

  /** Types of frames are this and their place in the order of {@link #FRAMES}. */
  private static final int FIRST_FRAME = 16;

  /** The order is part of protocol version 1: append only. */
  private static final FrameKind[] FRAMES = {
    FrameKind.COMMIT,
    FrameKind.CANCEL,
    FrameKind.COMMITTED,
    FrameKind.CANCELLED,
    FrameKind.UNKNOWN,
    FrameKind.ACKNOWLEDGE,
    FrameKind.CLOSED,
    FrameKind.WAITING
  };

  /** Room for a greeting: nothing larger is taken before both ends have greeted. */
  static final int MAX_GREETING = 64;

  private final int type;
  private final byte[] body;

  private Message(int type, byte[] body) {
    this.type = type;
    this.body = requireNonNull(body, "body is null");
  }

  static Message of(int type) {
    return new Message(type, new byte[0]);
  }

  static Message of(Frame frame) {
    for (int i = 0; i < FRAMES.length; i++) {
      if (FRAMES[i] == frame.kind()) {
        return new Message(FIRST_FRAME + i, frame.body());
      }
    }
    throw new IllegalArgumentException("no wire type for " + frame.kind());
  }

  static Message welcome(Versions versions) {
    return new Message(WELCOME, new byte[] {(byte) versions.lowest(), (byte) versions.highest()});
  }

  static Message hello(int version, String migrationId) {
    byte[] id = migrationId.getBytes(US_ASCII);
    return new Message(
        HELLO, ByteBuffer.allocate(1 + id.length).put((byte) version).put(id).array());
  }

  /**
   * Reads one message.
   *
   * @param maxBody larger bodies are refused before room is made for them
   * @throws GarbageException if the bytes are no message
   */
  static Message read(DataInputStream input, int maxBody) throws IOException {
    int length = input.readInt();
    if (length < 1 || length - 1 > maxBody) {
      throw new GarbageException(
          "it sent a message of " + Integer.toUnsignedString(length) + " bytes");
    }
    int type = input.readUnsignedByte();
    byte[] body = new byte[length - 1];
    input.readFully(body);
    return new Message(type, body);
  }

  /** Returns one of the constants here, or the type of a frame. */
  int type() {
    return type;
  }

  /** Returns the number of bytes of the body. */
  int size() {
    return body.length;
  }

  void write(DataOutputStream output) throws IOException {
    output.writeInt(1 + body.length);
    output.writeByte(type);
    output.write(body);
  }

  /** Returns the versions that a WELCOME offers. */
  Versions offered() throws GarbageException {
    if (type != WELCOME || body.length < 2) {
      throw new GarbageException("it did not begin with WELCOME");
    }
    return new Versions(Byte.toUnsignedInt(body[0]), Byte.toUnsignedInt(body[1]));
  }

  /** Returns the version that a HELLO has chosen. */
  int chosen() throws GarbageException {
    if (type != HELLO || body.length != 37) {
      throw new GarbageException("it did not answer WELCOME with HELLO");
    }
    return Byte.toUnsignedInt(body[0]);
  }

  /** Returns the migration id of a HELLO, in lower case. */
  String migrationId() throws GarbageException {
    String id = new String(body, 1, body.length - 1, US_ASCII);
    if (!HostName.isUuid(id)) {
      throw new GarbageException("its HELLO carries no migration id");
    }
    return id;
  }

  /** Returns the frame in this message. */
  Frame frame() throws GarbageException {
    int index = type - FIRST_FRAME;
    if (index < 0 || index >= FRAMES.length) {
      throw new GarbageException("it sent a message of the unknown type " + type);
    }
    return Frame.of(FRAMES[index], body);
  }

  /** Bytes that no drover sends. The message follows the other end's name. */
  static final class GarbageException extends IOException {
    private static final long serialVersionUID = 1L;

    GarbageException(String message) {
      super(message);
    }
  }
}
