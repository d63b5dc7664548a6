package dev.drover.hypervisor.peer;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links over TLS 1.3 with certificates on both sides. Whoever has a certificate of the fleet's
 * authority may open a link; a frame counts only from the host that a record names, which is the
 * listener's to check. Thread-safe.
 */
public final class TlsPeerNetwork implements PeerNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(TlsPeerNetwork.class);

  /** Connections that have not greeted yet; more are closed unheard. */
  static final int MAX_HANDSHAKES = 64;

  private final HostCertificates certificates;
  private final PeerAddress bindAddress;
  private final LinkTimes times;
  private final Versions versions;
  private final ScheduledThreadPoolExecutor timer;
  private final Set<TlsPeerLink> links = ConcurrentHashMap.newKeySet();
  private final Set<Socket> greeting = ConcurrentHashMap.newKeySet();
  private final Semaphore handshakes = new Semaphore(MAX_HANDSHAKES);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable ServerSocket server;

  /**
   * Makes a network that is not heard of before {@link #listen}.
   *
   * @param host address to bind, which is also the one that other workers are told
   * @param port to bind; 0 means any
   */
  public TlsPeerNetwork(HostCertificates certificates, String host, int port) {
    this(certificates, new PeerAddress(host, port), LinkTimes.DEFAULT, Versions.OWN);
  }

  TlsPeerNetwork(
      HostCertificates certificates, PeerAddress bindAddress, LinkTimes times, Versions versions) {
    this.certificates = requireNonNull(certificates, "certificates is null");
    this.bindAddress = requireNonNull(bindAddress, "bindAddress is null");
    this.times = requireNonNull(times, "times is null");
    this.versions = requireNonNull(versions, "versions is null");
    this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon("peer-timer", task));
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public PeerLink connect(String address, String host, String migrationId, PeerListener listener) {
    if (!HostName.isUuid(migrationId)) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT, "The migration id \"" + migrationId + "\" is no UUID.");
    }
    Outbound attempt = new Outbound(PeerAddress.parse(address), host.toLowerCase(Locale.ROOT));
    CompletableFuture<PeerLink> opened = new CompletableFuture<>();
    daemon("peer-read-" + migrationId, () -> connect(attempt, migrationId, listener, opened))
        .start();
    try {
      return opened.get(times.handshake().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DroverException failure
          ? failure
          : new IllegalStateException("Connecting failed", e.getCause());
    } catch (TimeoutException e) {
      throw giveUp(attempt, opened, attempt.late(times));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw giveUp(attempt, opened, attempt.unreachable("the call was interrupted", e));
    }
  }

  private static DroverException giveUp(
      Outbound attempt, CompletableFuture<PeerLink> opened, DroverException failure) {
    opened.completeExceptionally(failure);
    attempt.close();
    return failure;
  }

  private void connect(
      Outbound attempt,
      String migrationId,
      PeerListener listener,
      CompletableFuture<PeerLink> opened) {
    TlsPeerLink link;
    try {
      link = attempt.open(certificates.client(), versions, migrationId, times, timer);
    } catch (RuntimeException e) {
      opened.completeExceptionally(e);
      return;
    }
    // Who gave up while this succeeded has no link, so its listener must not hear of one.
    if (opened.complete(link)) {
      serve(link, listener);
    } else {
      attempt.close();
    }
  }

  private void serve(TlsPeerLink link, PeerListener listener) {
    links.add(link);
    if (closed.getCount() == 0) {
      link.close("This worker is stopping");
    }
    try {
      link.start();
      link.serve(listener);
    } finally {
      links.remove(link);
    }
  }

  @Override
  public void listen(LinkHandler handler) {
    if (server != null) {
      throw new IllegalStateException("listen is called once");
    }
    try {
      InetAddress address = InetAddress.getByName(bindAddress.host());
      if (address.isAnyLocalAddress()) {
        throw new IOException("other workers are told this address, and cannot connect to it");
      }
      ServerSocket socket = new ServerSocket(bindAddress.port(), MAX_HANDSHAKES, address);
      server = socket;
      daemon("peer-accept", () -> accept(socket, handler)).start();
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "This worker cannot listen for its peers at " + bindAddress + ": " + e.getMessage() + ".",
          e);
    }
  }

  private void accept(ServerSocket socket, LinkHandler handler) {
    while (!socket.isClosed()) {
      try {
        Socket peer = socket.accept();
        if (handshakes.tryAcquire()) {
          daemon("peer-read-" + peer.getRemoteSocketAddress(), () -> greet(peer, handler)).start();
        } else {
          LOG.warn("Too many connections without a greeting; {} is closed.", peer);
          Connection.closeQuietly(peer);
        }
      } catch (IOException e) {
        pauseAfter(e);
      }
    }
  }

  /** Out of file descriptors, for example: trying again at once would only keep a core busy. */
  private void pauseAfter(IOException failure) {
    try {
      if (!closed.await(100, TimeUnit.MILLISECONDS)) {
        LOG.warn("A peer could not be let in.", failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void greet(Socket socket, LinkHandler handler) {
    TlsPeerLink link = null;
    greeting.add(socket);
    try {
      ScheduledFuture<?> deadline =
          timer.schedule(
              () -> Connection.closeQuietly(socket),
              times.handshake().toMillis(),
              TimeUnit.MILLISECONDS);
      link = greeted(socket);
      deadline.cancel(false);
    } catch (IOException | CertificateException | RuntimeException e) {
      LOG.info("{} did not become a link: {}", socket.getRemoteSocketAddress(), e.toString());
      Connection.closeQuietly(socket);
    } finally {
      greeting.remove(socket);
      handshakes.release();
    }
    if (link != null) {
      open(link, handler);
    }
  }

  private TlsPeerLink greeted(Socket socket) throws IOException, CertificateException {
    Connection connection = Connection.secure(socket, certificates.server(), false);
    connection.write(Message.welcome(versions));
    connection.flush();
    Message hello = connection.read(Message.MAX_GREETING);
    int version = hello.chosen();
    if (version < versions.lowest() || version > versions.highest()) {
      throw new Message.GarbageException("it chose version " + version + " of " + versions);
    }
    return new TlsPeerLink(connection, hello.migrationId(), times, timer);
  }

  private void open(TlsPeerLink link, LinkHandler handler) {
    PeerListener listener;
    try {
      listener = handler.opened(link);
    } catch (RuntimeException e) {
      LOG.error("The {} could not be handed over.", link, e);
      link.close("This worker could not take the link");
      listener = new Deaf();
    }
    serve(link, listener);
  }

  @Override
  public String address() {
    ServerSocket socket = requireNonNull(server, "address is valid after listen");
    InetSocketAddress bound = (InetSocketAddress) socket.getLocalSocketAddress();
    return new PeerAddress(bindAddress.host(), bound.getPort()).toString();
  }

  @Override
  public void close() {
    closed.countDown();
    ServerSocket socket = server;
    if (socket != null) {
      Connection.closeQuietly(socket);
    }
    greeting.forEach(Connection::closeQuietly);
    links.forEach(link -> link.close("This worker is stopping"));
    // What is scheduled once still happens: it cuts the links that do not end by themselves.
    timer.shutdown();
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Hears the end of a link that nobody took. */
  private static final class Deaf implements PeerListener {
    @Override
    public void received(PeerLink link, Frame frame) {}

    @Override
    public void closed(PeerLink link, String reason) {}
  }
}
