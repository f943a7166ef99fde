package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call that a run makes to plain files fails once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParquetFaultsTest {
  private final Faults faults;

  ParquetFaultsTest(@TempDir Path folder) throws IOException {
    FaultyShop.useFewTasks();
    faults = new Faults(folder, "parquet");
  }

  @AfterAll
  static void usual() {
    FaultyShop.useUsualTasks();
  }

  private List<Faults.Case> cases() {
    List<Faults.Case> cases = faults.ofEveryCall();
    assertThat(cases).hasSizeGreaterThan(60);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whateverFailsADateIsWhole(Faults.Case it) throws IOException {
    faults.check(it);
  }
}
