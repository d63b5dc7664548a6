package dev.drover.worker.runtime;

import dev.drover.hypervisor.HostSnapshot;
import dev.drover.hypervisor.Hypervisor;
import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.Side;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.HostInfo;
import dev.drover.worker.metrics.HostSource;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A host with one running guest and an empty job store. */
final class FakeHost implements LocalHost {
  static final String ID = "11111111-1111-4111-8111-111111111111";
  static final String DOMAIN = "22222222-2222-4222-8222-222222222222";

  final List<DroverException> unreadable = new ArrayList<>();
  final AtomicInteger closes = new AtomicInteger();

  private final HostInfo info = new HostInfo(ID, "alpha", "0.1.0", "7.2.0", "127.0.0.1:1", 5);
  private final DomainInfo domain =
      new DomainInfo(
          DOMAIN, "pacer", ID, DomainState.RUNNING, StateReason.BOOTED, true, 1024, 1, null);

  /** Answers host and domains; nothing else is asked in these tests. */
  @Override
  public Hypervisor hypervisor() {
    return (Hypervisor)
        Proxy.newProxyInstance(
            Hypervisor.class.getClassLoader(),
            new Class<?>[] {Hypervisor.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "host" -> info;
                  case "domains" -> List.of(domain);
                  case "toString" -> "fake hypervisor";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Override
  public JobStore store() {
    return new JobStore() {
      @Override
      public List<JobRecord> open() {
        return List.of();
      }

      @Override
      public List<DroverException> unreadable() {
        return List.copyOf(unreadable);
      }

      @Override
      public void create(JobRecord record) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void write(JobRecord record) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close(ClosedJob closed) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Optional<ClosedJob> closed(String migrationId, Side side) {
        return Optional.empty();
      }
    };
  }

  @Override
  public HostSource numbers() {
    return new HostSource(
        ID,
        () -> new HostSnapshot(Map.of(Optional.of(DomainState.RUNNING), 1), 0, List.of()),
        unreadable::size,
        Map.of("ca-cert", Instant.parse("2100-01-01T00:00:00Z")),
        Path.of("/"));
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }
}
