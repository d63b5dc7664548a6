package dev.drover.hypervisor.peer;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.peer.Message.GarbageException;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One attempt to connect to another worker, on the thread that will read the link. */
final class Outbound {
  /** The alerts of RFC 8446, section 6, with which a server refuses a client's certificate. */
  private static final Pattern REFUSAL =
      Pattern.compile("alert: (.*certificate.*|unknown_ca|access_denied)");

  private final PeerAddress address;
  private final String expectedHost;
  private final Socket socket = new Socket();

  Outbound(PeerAddress address, String expectedHost) {
    this.address = requireNonNull(address, "address is null");
    this.expectedHost = requireNonNull(expectedHost, "expectedHost is null");
  }

  /**
   * Connects, checks who is there, and greets.
   *
   * @throws DroverException PEER_UNREACHABLE or CERTIFICATE_REJECTED; the socket is closed then
   */
  TlsPeerLink open(
      SSLContext context,
      Versions own,
      String migrationId,
      LinkTimes times,
      ScheduledExecutorService timer) {
    try {
      InetSocketAddress target = new InetSocketAddress(address.host(), address.port());
      if (target.isUnresolved()) {
        throw new UnknownHostException("the name is unknown");
      }
      socket.connect(target, (int) times.handshake().toMillis());
      Connection connection = Connection.secure(socket, context, true);
      if (!connection.peerHost().equals(expectedHost)) {
        throw new CertificateException("its certificate says host " + connection.peerHost());
      }
      connection.write(
          Message.hello(version(own, connection.read(Message.MAX_GREETING)), migrationId));
      connection.flush();
      return new TlsPeerLink(connection, migrationId, times, timer);
    } catch (GeneralSecurityException | IOException e) {
      close();
      throw failure(e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Ends the attempt, whatever it is doing, and the link that it may have opened. */
  void close() {
    Connection.closeQuietly(socket);
  }

  /** Returns the failure of an attempt that took too long. */
  DroverException late(LinkTimes times) {
    return unreachable("it did not answer within " + times.handshake().toMillis() + " ms", null);
  }

  DroverException unreachable(String why, @Nullable Throwable cause) {
    return new DroverException(
        FailureCode.PEER_UNREACHABLE, name() + " is not reached: " + why + ".", cause);
  }

  private static int version(Versions own, Message welcome) throws GarbageException {
    Versions offered = welcome.offered();
    return own.common(offered)
        .orElseThrow(
            () -> new GarbageException("it speaks " + offered + " of the link, this one " + own));
  }

  private DroverException failure(Exception cause) {
    // The outer ones only repeat the class and the message of the one inside.
    @Nullable Throwable innermost = null;
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof GeneralSecurityException) {
        innermost = at;
      }
    }
    if (innermost != null) {
      return rejected(innermost.getMessage(), cause);
    }
    String said = String.valueOf(cause.getMessage());
    if (REFUSAL.matcher(said.toLowerCase(Locale.ROOT)).find()) {
      return rejected("it refuses this host's certificate (" + said + ")", cause);
    }
    return unreachable(cause instanceof SocketException ? said : describe(cause), cause);
  }

  private static String describe(Exception cause) {
    return cause.getMessage() == null ? "it closed the connection" : cause.getMessage();
  }

  private DroverException rejected(@Nullable String why, Exception cause) {
    return new DroverException(
        FailureCode.CERTIFICATE_REJECTED, name() + " is not trusted: " + why + ".", cause);
  }

  private String name() {
    return "The worker of host " + expectedHost + " at " + address;
  }
}
