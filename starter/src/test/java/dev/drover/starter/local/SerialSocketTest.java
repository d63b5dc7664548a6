package dev.drover.starter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.local.SerialSession.End;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A listener that serves one client at a time, as QEMU does. */
@Timeout(30)
final class SerialSocketTest {
  @TempDir private Path folder = Path.of("");

  private Path socket = Path.of("");

  @SuppressWarnings("NullAway.Init") // JUnit calls listen() first.
  private ServerSocketChannel qemu;

  @BeforeEach
  void listen() throws IOException {
    socket = folder.toRealPath().resolve("serial0.sock");
    qemu = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    qemu.bind(UnixDomainSocketAddress.of(socket), 1);
  }

  @AfterEach
  void end() throws IOException {
    qemu.close();
  }

  @Test
  void bytesGoBothWaysUnchangedUntilTheEscape() throws Exception {
    CompletableFuture<SocketChannel> accepted = accept();
    try (SocketChannel console = attach();
        SocketChannel guest = accepted.get(5, TimeUnit.SECONDS)) {
      guest.write(ByteBuffer.wrap(new byte[] {'h', 'i', 0, (byte) 0xff}));
      SerialSession session = new SerialSession(console);
      ByteArrayOutputStream screen = new ByteArrayOutputStream();
      CompletableFuture<End> end = CompletableFuture.supplyAsync(() -> show(session, screen));
      // The guest's words are shown before the person leaves: the next bytes prove it.
      while (screen.size() < 4) {
        Thread.onSpinWait();
      }
      session.type(new ByteArrayInputStream(new byte[] {3, 'a', SerialSession.ESCAPE, 'b'}), true);

      assertThat(end.get(5, TimeUnit.SECONDS)).isEqualTo(End.LEFT);
      assertThat(screen.toByteArray()).containsExactly('h', 'i', 0, 0xff);
      assertThat(heard(guest)).isEqualTo("\u0003a");
    }
  }

  @Test
  void whatIsPipedInIsSentWholeAndItsEndIsNotTheEnd() throws Exception {
    CompletableFuture<SocketChannel> accepted = accept();
    try (SocketChannel console = attach()) {
      SocketChannel guest = accepted.get(5, TimeUnit.SECONDS);
      SerialSession session = new SerialSession(console);
      session.type(new ByteArrayInputStream(new byte[] {'a', SerialSession.ESCAPE, 'b'}), false);
      ByteBuffer heard = ByteBuffer.allocate(3);
      while (heard.hasRemaining()) {
        guest.read(heard);
      }
      guest.write(ByteBuffer.wrap("later".getBytes(StandardCharsets.UTF_8)));
      guest.close();
      ByteArrayOutputStream screen = new ByteArrayOutputStream();

      assertThat(session.show(screen)).isEqualTo(End.GUEST_GONE);
      assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo("later");
      assertThat(heard.array()).containsExactly('a', SerialSession.ESCAPE, 'b');
    }
  }

  @Test
  void aSecondConsoleIsRefusedAndTheFirstDoesNotNotice() throws Exception {
    CompletableFuture<SocketChannel> accepted = accept();
    try (SocketChannel first = attach();
        SocketChannel guest = accepted.get(5, TimeUnit.SECONDS)) {
      assertThatThrownBy(this::attach)
          .isInstanceOfSatisfying(
              DroverException.class,
              failure -> assertThat(failure.code()).isEqualTo(FailureCode.CONSOLE_IN_USE))
          .hasMessageContaining("Somebody else is attached to the serial port of domain pacer");
      first.write(ByteBuffer.wrap(new byte[] {'x'}));
      ByteBuffer heard = ByteBuffer.allocate(1);
      assertThat(guest.read(heard)).isEqualTo(1);
    }
  }

  @Test
  void aQemuThatTakesNobodyIsSaidToBeUnresponsive() {
    assertThatThrownBy(() -> new SerialSocket(socket, "pacer", Duration.ofMillis(50)).attach())
        .isInstanceOfSatisfying(
            DroverException.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.QEMU_UNRESPONSIVE));
  }

  @Test
  void aSocketThatADeadQemuLeftIsNobodys() throws IOException {
    qemu.close();
    assertThat(Files.exists(socket)).isTrue();
    assertThat(new SerialSocket(socket, "pacer").attach()).isEmpty();
    Files.delete(socket);
    assertThat(new SerialSocket(socket, "pacer").attach()).isEmpty();
  }

  private SocketChannel attach() {
    return new SerialSocket(socket, "pacer").attach().orElseThrow();
  }

  private CompletableFuture<SocketChannel> accept() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return qemu.accept();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static End show(SerialSession session, ByteArrayOutputStream screen) {
    try {
      return session.show(screen);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String heard(SocketChannel guest) throws IOException {
    ByteBuffer heard = ByteBuffer.allocate(100);
    while (guest.read(heard) >= 0) {
      Thread.onSpinWait();
    }
    return new String(heard.array(), 0, heard.position(), StandardCharsets.UTF_8);
  }
}
