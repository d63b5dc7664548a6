package dev.drover.hypervisor.qmp;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A socket that one thread reads and any thread writes. In Java a thread that is interrupted in a
 * blocking write closes the channel under everybody; callers of a monitor are interrupted when
 * their worker stops. So the channel does not block, only the reader's selector does.
 */
final class QmpSocket implements ReadableByteChannel {
  private final SocketChannel channel;
  private final Selector selector;

  private QmpSocket(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  /**
   * Connects.
   *
   * @throws IOException if nothing listens there
   */
  static QmpSocket connect(SocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    try {
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      return new QmpSocket(channel, selector);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Waits for bytes; only ever called by one thread, which nobody interrupts. */
  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int count = channel.read(buffer);
    while (count == 0) {
      selector.select();
      selector.selectedKeys().clear();
      count = channel.read(buffer);
    }
    return count;
  }

  /**
   * Writes all of it without waiting for room.
   *
   * @throws IOException also if there is no room: the other end has stopped reading
   */
  synchronized void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) == 0) {
        throw new IOException("the other end does not read what it was sent");
      }
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Ends the connection and the reader's wait; {@link #release} lets go of the rest. */
  @Override
  public void close() throws IOException {
    channel.close();
    selector.wakeup();
  }

  /** Closes everything; called by the reader when it is done. */
  void release() throws IOException {
    channel.close();
    selector.close();
  }
}
