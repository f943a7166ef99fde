package io.clientele;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.clientele.jobs.Recorded;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of the house and the one way between them. */
class ArchitectureTest {
  private static final JavaClasses CLIENTELE =
      new ClassFileImporter()
          .withImportOption(
              place -> !place.contains("/test-classes/") && !place.contains("-tests.jar"))
          .importPackages("io.clientele");

  /** What each room may use, besides itself and failure. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("failure", Set.of()),
          Map.entry("schema", Set.of()),
          Map.entry("settings", Set.of("schema")),
          Map.entry("source", Set.of("schema", "settings")),
          Map.entry("quality", Set.of("schema", "settings")),
          Map.entry("table", Set.of("schema", "settings")),
          Map.entry("feature", Set.of("schema", "settings")),
          Map.entry("prediction", Set.of()),
          Map.entry("family", Set.of("schema", "settings", "feature", "prediction")),
          Map.entry("insight", Set.of("schema", "settings", "feature", "family")),
          Map.entry("report", Set.of("schema", "family")),
          Map.entry("guess", Set.of()),
          Map.entry("sample", Set.of("schema", "settings", "quality")),
          Map.entry(
              "jobs",
              Set.of(
                  "schema",
                  "settings",
                  "source",
                  "quality",
                  "table",
                  "feature",
                  "family",
                  "insight",
                  "report")));

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "org.apache.spark.sql.functions.now",
          "org.apache.spark.sql.functions.current_date",
          "org.apache.spark.sql.functions.current_timestamp",
          "org.apache.spark.sql.functions.localtimestamp");

  static Stream<String> rooms() {
    return ARROWS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyThoseBelowIt(String room) {
    arrows(room, ARROWS.getOrDefault(room, Set.of())).check(CLIENTELE);
  }

  @Test
  void everyPackageIsARoom() {
    assertThat(
            CLIENTELE.stream()
                .map(type -> type.getPackageName().replace("io.clientele.", ""))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(Stream.concat(rooms(), Stream.of("cli")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs", "sample", "guess", "cli"})
  void nobodyButTheCommandLineUsesTheUpperRooms(String room) {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.clientele." + room, "io.clientele.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.clientele." + room)
        .check(CLIENTELE);
  }

  @Test
  void onlyTablesAndSourcesKnowDeltaAndOnlyTheCommandLineKnowsScopt() {
    knownOnlyTo("table", "io.delta..").check(CLIENTELE);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.clientele.table", "io.clientele.source")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark.sql.delta..")
        .check(CLIENTELE);
    knownOnlyTo("cli", "scopt..").check(CLIENTELE);
    knownOnlyTo("settings", "com.typesafe.config..").check(CLIENTELE);
  }

  @Test
  void predictionIsMathematicsAlone() {
    knownOnlyTo("prediction", "org.hipparchus..").check(CLIENTELE);
    withoutSpark("prediction").check(CLIENTELE);
    assertThatThrownBy(() -> withoutSpark("family").check(CLIENTELE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.clientele.family.PredictionScores");
  }

  @Test
  void onlyTheCommandLineTalks() {
    talking().check(CLIENTELE);
    logging().check(CLIENTELE);
  }

  @Test
  void onlyLogsAndTheAgeOfLeftoversLookAtTheClock() {
    clocks().check(CLIENTELE);
  }

  @Test
  void namesSayWhatAThingIs() {
    names().check(CLIENTELE);
  }

  @Test
  void aMissingArrowIsCaught() {
    assertThatThrownBy(() -> arrows("family", Set.of("schema")).check(CLIENTELE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.clientele.family.Lifecycle")
        .hasMessageContaining("io.clientele.settings.LifecycleSettings");
  }

  @Test
  void aStrangeLibraryIsCaught() {
    assertThatThrownBy(() -> knownOnlyTo("cli", "io.delta..").check(CLIENTELE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.clientele.table.DeltaUpkeep");
  }

  @Test
  void talkClocksAndNamesAreCaught() {
    JavaClasses wrong = new ClassFileImporter().importClasses(Wrong.class);

    assertThatThrownBy(() -> talking().check(wrong)).hasMessageContaining("Wrong.talks()");
    assertThatThrownBy(() -> logging().check(wrong)).hasMessageContaining("Wrong.logs()");
    assertThatThrownBy(() -> clocks().check(wrong))
        .hasMessageContaining("java.time.LocalDate.now")
        .hasMessageContaining("java.time.Instant.now()")
        .hasMessageContaining("java.time.Clock.systemUTC()")
        .hasMessageContaining("java.lang.System.currentTimeMillis()");
    assertThatThrownBy(
            () ->
                names()
                    .check(
                        new ClassFileImporter()
                            .importClasses(org.apache.hadoop.util.StringUtils.class)))
        .hasMessageContaining("org.apache.hadoop.util.StringUtils");
  }

  private static ArchRule arrows(String room, Set<String> below) {
    String[] allowed =
        Stream.concat(below.stream(), Stream.of(room, "failure"))
            .map(name -> "io.clientele." + name)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage("io.clientele." + room)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.clientele..").or(resideInAnyPackage(allowed)));
  }

  private static ArchRule knownOnlyTo(String room, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.clientele." + room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static ArchRule withoutSpark(String room) {
    return noClasses()
        .that()
        .resideInAPackage("io.clientele." + room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..");
  }

  private static ArchRule talking() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.clientele.cli")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err");
  }

  private static ArchRule logging() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.clientele.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..");
  }

  private static ArchRule clocks() {
    return noClasses()
        .that()
        .doNotBelongToAnyOf(Recorded.class)
        .and()
        .haveNameNotMatching("io\\.clientele\\.(table\\.(Leftovers|DeltaWrite)|cli\\.MeasuredWork)")
        .should()
        .callMethodWhere(describe("looks at the clock", ArchitectureTest::looksAtTheClock))
        .orShould()
        .callConstructor(java.util.Date.class);
  }

  private static boolean looksAtTheClock(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getTarget().getName();
    boolean isTelling = name.equals("now") || name.startsWith("system") || name.startsWith("tick");
    return CLOCKS.contains(owner + "." + name) || (owner.startsWith("java.time.") && isTelling);
  }

  private static ArchRule names() {
    return noClasses()
        .should()
        .haveNameMatching(
            ".*(Util|Utils|Helper|Manager|Impl)|(.*\\.)?(Base|Abstract)[A-Z][A-Za-z]*");
  }

  /** Does everything that is refused. */
  @SuppressWarnings({"unused", "JavaTimeDefaultTimeZone"})
  private static final class Wrong {
    void talks() {
      System.out.println(LocalDate.now());
    }

    void logs() {
      java.util.logging.Logger.getLogger("wrong").info(Instant.now().toString());
    }

    long time() {
      return Clock.systemUTC().millis() + System.currentTimeMillis();
    }
  }
}
