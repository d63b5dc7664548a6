package dev.drover.tests.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.EmbeddedTemporal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** A tenth of the matrix; {@code ./dev soak --matrix} runs the whole. */
@Tag("qemu")
class MatrixTest {
  private static final List<Observation> SEEN = new ArrayList<>();

  private static MatrixRun run;

  @BeforeAll
  static void startFleet() {
    run =
        new MatrixRun(
            DevTemporal.program().isPresent() ? DevTemporal::start : EmbeddedTemporal::start,
            false);
  }

  @AfterAll
  static void endFleet() {
    run.close();
    System.out.println(new MatrixReport(Sample.cells(), SEEN).markdown());
  }

  @TestFactory
  Stream<DynamicTest> everyFaultEndsAsTheLawHasIt() {
    return Sample.cells().stream().map(cell -> dynamicTest(cell.title(), () -> check(cell)));
  }

  private static void check(Cell cell) {
    Observation seen = run.run(cell);
    SEEN.add(seen);
    assumeTrue(seen.skipped() == null, String.valueOf(seen.skipped()));
    assertThat(seen.wrong()).as(seen.line()).isEmpty();
  }
}
