package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.DomainXml;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.lock.NoLockManager;
import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.MigrationOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CookiesTest {
  private static final String UUID = "5f2c1a5e-0000-4000-8000-000000000001";

  private DefinitionStore definitions;
  private Cookies source;
  private Cookies destination;

  @BeforeEach
  void bake(@TempDir Path folder) {
    definitions = new DefinitionStore(folder);
    source = cookies("11111111-0000-4000-8000-000000000001", "alpha");
    destination = cookies("22222222-0000-4000-8000-000000000002", "beta");
  }

  @Test
  void aDefinitionThatWasExpectedIsNotReadAgain() {
    definitions.save(definition(131080));
    Cookie commit = source.commit(record(), false);
    DomainDefinition waiting = definition(131080);

    Cookies.Terms terms = destination.terms(commit, record(), Cookies.Expected.of(waiting));

    assertThat(terms.persistentDefinition()).containsSame(waiting);
  }

  @Test
  void aDefinitionOtherThanExpectedIsTheOneThatCame() {
    definitions.save(definition(262152));
    Cookie commit = source.commit(record(), false);

    Cookies.Terms terms =
        destination.terms(commit, record(), Cookies.Expected.of(definition(131080)));

    assertThat(terms.persistentDefinition()).contains(definition(262152));
  }

  private Cookies cookies(String hostId, String name) {
    return new Cookies(new HostIdentity(hostId, name, "boot"), definitions, new NoLockManager());
  }

  private static JobRecord record() {
    return JobRecord.opened(
        "33333333-0000-4000-8000-000000000003",
        Side.SOURCE,
        JobKind.MIGRATION_OUT,
        UUID,
        "guest",
        "22222222-0000-4000-8000-000000000002",
        Phase.PERFORM3,
        "armed",
        false,
        true,
        "boot",
        MigrationOptions.DEFAULTS,
        false,
        List.of());
  }

  private static DomainDefinition definition(long memoryKib) {
    return DomainXml.read(
        """
        <domain type='qemu'><name>guest</name><uuid>%s</uuid>
        <memory unit='KiB'>%d</memory><vcpu>1</vcpu>
        <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type></os><devices/></domain>
        """
            .formatted(UUID, memoryKib));
  }
}
