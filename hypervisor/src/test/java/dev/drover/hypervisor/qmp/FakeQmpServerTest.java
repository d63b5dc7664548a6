package dev.drover.hypervisor.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FakeQmpServerTest {
  @Test
  void itGreetsNegotiatesAndHandsTheRestToTheTest(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("q");
    try (FakeQmpServer server = new FakeQmpServer(socket)) {
      server.serve(FakeQmpServer.GREETING);
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        QmpLines lines = new QmpLines(client);
        assertThat(lines.next()).isEqualTo(FakeQmpServer.json(FakeQmpServer.GREETING));

        write(client, "{\"execute\": \"qmp_capabilities\", \"id\": 1}\n");
        assertThat(lines.next()).isEqualTo(FakeQmpServer.json("{\"return\": {}, \"id\": 1}"));
        assertThat(server.isQuiet()).isTrue();

        write(client, "{\"execute\": \"stop\", \"id\": \"two\"}\n");
        JsonNode command = server.take();
        server.reply(command, "[3]");
        assertThat(lines.next())
            .isEqualTo(FakeQmpServer.json("{\"return\": [3], \"id\": \"two\"}"));

        server.hangUp();
        assertThat(lines.next()).isNull();
      }
    }
  }

  private static void write(SocketChannel client, String text) throws Exception {
    client.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
