package dev.drover.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may call whom: docs/architecture.md, as rules. */
@Tag("once")
class ArrowsTest {
  private static final String PROTOCOL = "dev.drover.protocol..";
  private static final String HYPERVISOR = "dev.drover.hypervisor..";
  private static final String WORKFLOWS = "dev.drover.workflows..";
  private static final String ACTIVITIES = "dev.drover.activities..";
  private static final String CLI = "dev.drover.cli..";
  private static final String WORKER = "dev.drover.worker..";
  private static final String STARTER = "dev.drover.starter..";

  static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // Another module's tests, of which this one reads the explorer's alphabet.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.drover");

  @Test
  void protocolKnowsNothingButItself() {
    onlyMayUse(PROTOCOL, PROTOCOL);
  }

  @Test
  void hypervisorKnowsProtocolOnly() {
    onlyMayUse(HYPERVISOR, HYPERVISOR, PROTOCOL);
  }

  @Test
  void workflowsKnowProtocolOnly() {
    onlyMayUse(WORKFLOWS, WORKFLOWS, PROTOCOL);
  }

  @Test
  void activitiesKnowWorkflowsAndHypervisor() {
    onlyMayUse(ACTIVITIES, ACTIVITIES, WORKFLOWS, HYPERVISOR, PROTOCOL);
  }

  @Test
  void workerKnowsEverythingButTheStarter() {
    onlyMayUse(WORKER, WORKER, ACTIVITIES, WORKFLOWS, HYPERVISOR, CLI, PROTOCOL);
  }

  @Test
  void cliKnowsProtocolOnly() {
    onlyMayUse(CLI, CLI, PROTOCOL);
  }

  @Test
  void starterKnowsWorkflowsAndCliOnly() {
    onlyMayUse(STARTER, STARTER, WORKFLOWS, CLI, PROTOCOL);
  }

  @Test
  void temporalAppearsInWorkflowsActivitiesWorkerAndStarterOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(PROTOCOL, HYPERVISOR, CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.temporal..")
        .check(PRODUCTION);
  }

  @Test
  void protocolDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage(PROTOCOL)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.net..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent.."))
        .check(PRODUCTION);
  }

  @Test
  void protocolPackagesFormNoCycle() {
    slices().matching("dev.drover.protocol.(*)..").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void hypervisorPackagesFormNoCycle() {
    slices().matching("dev.drover.hypervisor.(*)..").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void insidesOfTheHypervisorUseOnlyWhatTheirPackagePageAllows() {
    inside("domain");
    inside("qmp");
    inside("job");
    inside("lock");
    inside("peer");
    inside("qemu", "domain", "qmp");
    inside("sweep", "domain", "qmp", "qemu", "lock");
    inside("migration", "domain", "qmp", "qemu", "job", "lock", "peer");
  }

  private static void inside(String part, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = "dev.drover.hypervisor." + part + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = "dev.drover.hypervisor." + others[i] + "..";
    }
    classes()
        .that()
        .resideInAPackage(allowed[0])
        .should()
        .onlyDependOnClassesThat(
            not(resideInAnyPackage(HYPERVISOR)).or(resideInAnyPackage(allowed)))
        .check(PRODUCTION);
  }

  private static void onlyMayUse(String part, String... allowed) {
    classes()
        .that()
        .resideInAPackage(part)
        .should()
        .onlyDependOnClassesThat(
            not(resideInAnyPackage("dev.drover..")).or(resideInAnyPackage(allowed)))
        .check(PRODUCTION);
  }
}
