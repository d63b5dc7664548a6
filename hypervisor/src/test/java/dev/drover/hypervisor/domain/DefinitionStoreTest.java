package dev.drover.hypervisor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionStoreTest {
  private static final String UUID = "5f2c1a5e-0000-4000-8000-000000000001";

  private DefinitionStore store;

  @BeforeEach
  void makeStore(@TempDir Path folder) {
    store = new DefinitionStore(folder);
  }

  @Test
  void whatWasLaidReadyIsNoDefinitionUntilItIsSaved() {
    DomainDefinition definition = definition(131080);
    store.stage(definition);

    assertThat(store.find(UUID)).isEmpty();
    assertThat(store.draft(UUID)).exists();

    store.save(definition);

    assertThat(store.find(UUID)).contains(definition);
    assertThat(store.draft(UUID)).doesNotExist();
  }

  @Test
  void anotherDefinitionThanWasLaidReadyIsSavedAsItIs() {
    store.stage(definition(131080));

    store.save(definition(262152));

    assertThat(store.find(UUID)).contains(definition(262152));
    assertThat(store.draft(UUID)).doesNotExist();
  }

  @Test
  void aDraftThatIsGoneIsWrittenAgain() throws IOException {
    DomainDefinition definition = definition(131080);
    store.stage(definition);
    Files.delete(store.draft(UUID));

    store.save(definition);

    assertThat(store.find(UUID)).contains(definition);
  }

  @Test
  void whatAnEarlierProcessLaidReadyIsForgottenWithItsFolder(@TempDir Path folder) {
    new DefinitionStore(folder).stage(definition(131080));

    new DefinitionStore(folder).unstage(UUID);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void forgettingADraftLeavesTheDefinition() {
    store.save(definition(131080));
    store.stage(definition(262152));

    store.unstage(UUID);

    assertThat(store.find(UUID)).contains(definition(131080));
    assertThat(store.draft(UUID)).doesNotExist();
  }

  private static DomainDefinition definition(long memoryKib) {
    return DomainXml.read(
        """
        <domain type='qemu'><name>staged</name><uuid>%s</uuid>
        <memory unit='KiB'>%d</memory><vcpu>1</vcpu>
        <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type></os><devices/></domain>
        """
            .formatted(UUID, memoryKib));
  }
}
