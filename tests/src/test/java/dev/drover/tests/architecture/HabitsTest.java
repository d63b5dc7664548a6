package dev.drover.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Determinism of workflow code, and the size and shape of files. */
@Tag("once")
class HabitsTest {
  private static final int MOST_LINES = 400;

  @Test
  void workflowCodeIsDeterministic() {
    noClasses()
        .that()
        .resideInAPackage("dev.drover.workflows.coordinator..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDateTime.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.util.concurrent..")
        .check(ArrowsTest.PRODUCTION);
  }

  @Test
  void nobodySleepsAsSynchronisation() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(ArrowsTest.PRODUCTION);
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    List<String> bare = new ArrayList<>();
    for (JavaClass one : ArrowsTest.PRODUCTION) {
      if (!one.getPackage()
          .tryGetPackageInfo()
          .map(page -> page.isAnnotatedWith(NullMarked.class))
          .orElse(false)) {
        bare.add(one.getPackageName());
      }
    }
    assertThat(bare).as("packages without a @NullMarked package-info.java").isEmpty();
  }

  @Test
  void noFileIsLongerThanFourHundredLines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(".."), 20)) {
      for (Path file : files.filter(HabitsTest::isSource).toList()) {
        long lines = Files.readAllLines(file).size();
        if (lines > MOST_LINES) {
          tooLong.add(file + ": " + lines);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && !file.toString().contains("/target/");
  }
}
