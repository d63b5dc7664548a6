package dev.drover.tests.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Ports on loopback for processes that are killed and must find their port free again. */
final class Ports {
  /** Below the range that the kernel gives to outgoing connections (32768 and up). */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;

  private Ports() {}

  /** Returns different ports that nobody listens on now. */
  static Iterator<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int tried = 0; held.size() < count && tried < 1000; tried++) {
        int port = LOWEST + new Random().nextInt(HIGHEST - LOWEST);
        try {
          held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
          // Somebody's; the next one is drawn.
        }
      }
      if (held.size() < count) {
        throw new AssertionError("no " + count + " free ports on loopback");
      }
      return held.stream().map(ServerSocket::getLocalPort).toList().iterator();
    } finally {
      held.forEach(Ports::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError("a port stays taken: " + e.getMessage(), e);
    }
  }
}
