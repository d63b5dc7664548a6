package dev.drover.hypervisor.peer;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A TLS 1.3 connection with certificates on both sides. One thread reads, one writes; any may
 * close.
 */
final class Connection implements Closeable {
  private static final int BUFFER = 64 << 10;
  private static final int REFUSAL_MILLIS = 1000;

  private final Socket socket;
  private final DataInputStream input;
  private final DataOutputStream output;
  private final String peerHost;
  private volatile long lastHeardNanos = System.nanoTime();

  private Connection(Socket socket, SSLSocket tls, String peerHost) throws IOException {
    this.socket = requireNonNull(socket, "socket is null");
    this.peerHost = requireNonNull(peerHost, "peerHost is null");
    this.input =
        new DataInputStream(new BufferedInputStream(new Heard(tls.getInputStream()), BUFFER));
    this.output = new DataOutputStream(new BufferedOutputStream(tls.getOutputStream(), BUFFER));
  }

  /**
   * Shakes hands. The caller closes the socket when this fails, and keeps a deadline by closing it.
   *
   * @param client whether this end has connected to the other
   * @throws CertificateException if the other end's certificate names no host
   */
  static Connection secure(Socket socket, SSLContext context, boolean client)
      throws IOException, CertificateException {
    socket.setTcpNoDelay(true);
    // The TLS layer never closes the socket: its close waits for a writer that may be stuck. Frames
    // know their own length, so that a connection that is cut off cannot be mistaken for its end.
    boolean closeWithTls = false;
    SSLSocket tls =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    socket,
                    socket.getInetAddress().getHostAddress(),
                    socket.getPort(),
                    closeWithTls);
    tls.setUseClientMode(client);
    tls.setNeedClientAuth(!client);
    tls.setEnabledProtocols(new String[] {"TLSv1.3"});
    try {
      tls.startHandshake();
    } catch (IOException e) {
      if (!client) {
        letRefusalArrive(socket);
      }
      throw e;
    }
    X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
    return new Connection(socket, tls, HostName.of(certificate));
  }

  /**
   * The alert that says why is on its way; closing now, with the client's bytes unread, would reset
   * the connection under it.
   */
  private static void letRefusalArrive(Socket socket) {
    try {
      socket.shutdownOutput();
      socket.setSoTimeout(REFUSAL_MILLIS);
      InputStream rest = socket.getInputStream();
      byte[] ignored = new byte[1024];
      for (int i = 0; i < BUFFER / ignored.length && rest.read(ignored) >= 0; i++) {
        // At most this much is taken from somebody who was refused.
      }
    } catch (IOException e) {
      // The client has gone, or stays for longer than a refusal is worth.
    }
  }

  String peerHost() {
    return peerHost;
  }

  long nanosSinceHeard() {
    return System.nanoTime() - lastHeardNanos;
  }

  Message read(int maxBody) throws IOException {
    return Message.read(input, maxBody);
  }

  /** Writes a message into the buffer. */
  void write(Message message) throws IOException {
    message.write(output);
  }

  /** Sends what was written. */
  void flush() throws IOException {
    output.flush();
  }

  /** Says that nothing more will come; what was sent still arrives. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes the socket under whoever reads or writes. */
  @Override
  public void close() {
    closeQuietly(socket);
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // Nothing is owed to a socket that is given up.
    }
  }

  private final class Heard extends FilterInputStream {
    Heard(InputStream input) {
      super(input);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      lastHeardNanos = System.nanoTime();
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      lastHeardNanos = System.nanoTime();
      return count;
    }
  }
}
