package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.schema.AllTables;
import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.Identities;
import io.clientele.schema.Runs;
import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People are gone to the last byte, and stay out. */
class ForgetTest {
  private static final String CODEC = "spark.sql.parquet.compression.codec";
  private static final Set<String> ASKED = Set.of("zora-7f3a", "zeno-91bc", "nobody-5d");

  /** All that the warehouse has of Zora and Zeno, and that nobody else has. */
  private static final List<String> SECRETS =
      List.of(
          "zora-7f3a", "zora@mail.example", "ord-z1", "ord-z2", "ord-z3", "ord-z4", "zeno-91bc");

  private static String codec = "";
  private static ForgetShop forgetful = new ForgetShop(Path.of(""));

  @TempDir private Path folder = Path.of("");

  /** Texts stand in the files as they are, so that a search for them can find them. */
  @BeforeAll
  static void build(@TempDir Path sources) {
    codec = LocalSpark.session().conf().get(CODEC);
    LocalSpark.session().conf().set(CODEC, "uncompressed");
    forgetful = new ForgetShop(sources);
    forgetful.build();
  }

  @AfterAll
  static void writeAsBefore() {
    LocalSpark.session().conf().set(CODEC, codec);
  }

  @Test
  void nothingOfThemIsLeftInDelta() {
    JobShop shop = forgetful.delta(folder);
    assertFound("customer_segments", "rejected_rows", "orders", "customers");
    Run run = shop.asOf("2025-04-02");
    Map<String, List<String>> before = contents(run.tables());

    Forgotten forgotten = forget(run, run.tables());

    assertThat(forgotten.people()).isEqualTo(new Forgotten.People(3, 2, 3));
    assertThat(told(forgotten))
        .containsExactly(
            "customer_segments 2 1", "rejected_rows 14 2", "orders 2 0", "customers 1 0");
    assertGone(run, before);
  }

  /** The first attempt is killed after one write, the second after two, and so on. */
  @Test
  void killedAgainAndAgainItEndsWithNothingLeftInParquet() {
    JobShop shop = forgetful.parquet(folder);
    assertFound(
        AllTables.ofPeople().stream()
            // Nobody is joined here.
            .filter(table -> !table.equals(Identities.SCHEMA))
            .map(TableSchema::name)
            .toArray(String[]::new));
    Run run = shop.asOf("2025-04-02");
    Map<String, List<String>> before = contents(run.tables());
    isPlannedWithoutATrace(run);

    int kills = 0;
    while (isKilled(run, kills + 1)) {
      kills++;
      // Whoever ingests now takes none of them in.
      assertThat(bytes().tablesWith("forgotten_on")).containsExactly("forgotten_customers");
    }

    // Of twelve writes: the list, rejected rows of two dates twice over, seven tables.
    assertThat(kills).isEqualTo(4);
    assertGone(run, before);
    assertThat(forget(run, run.tables()).people()).isEqualTo(new Forgotten.People(3, 0, 0));
    assertThat(shop.rows(Runs.SCHEMA, "command = 'forget' and status = 'succeeded'")).hasSize(1);
    assertThatTheyStayOut(shop);
  }

  private void isPlannedWithoutATrace(Run run) {
    Set<String> files = bytes().files().keySet();

    Forgotten plan = Forget.plan(run, ASKED);

    assertThat(plan.people()).isEqualTo(new Forgotten.People(3, 2, 3));
    assertThat(told(plan))
        .containsExactly(
            "customer_segments 2 1",
            "customer_features 2 1",
            "rejected_rows 14 2",
            "orders 2 0",
            "order_products 3 0",
            "customers 1 0",
            "sessions 2 0",
            "changed_customers 1 1");
    assertThat(bytes().files().keySet()).isEqualTo(files);
  }

  private static List<String> told(Forgotten forgotten) {
    return forgotten.tables().stream()
        .map(one -> one.table().name() + " " + one.rows() + " " + one.dates())
        .toList();
  }

  private static boolean isKilled(Run run, int writes) {
    IllegalStateException kill = new IllegalStateException("killed");
    try {
      forget(run, new DyingTables(run.tables(), new AtomicInteger(writes), kill));
      return false;
    } catch (IllegalStateException thrown) {
      assertThat(thrown).isSameAs(kill);
      return true;
    }
  }

  /** What is searched for afterwards can be found. */
  private void assertFound(String... tables) {
    assertThat(tablesWith("zora-7f3a")).containsExactlyInAnyOrder(tables);
    assertThat(SECRETS).allSatisfy(secret -> assertThat(tablesWith(secret)).isNotEmpty());
  }

  private static Forgotten forget(Run run, Tables tables) {
    List<Forgotten> told = new ArrayList<>();
    new Recorded(Commands.FORGET, List.of(new Forget(ASKED, told::add)))
        .run(
            new Run(
                run.settings(), run.spark(), tables, run.asOf(), run.fitting(), run.progress()));
    return told.get(0);
  }

  private void assertGone(Run run, Map<String, List<String>> before) {
    before.replaceAll(
        (table, rows) ->
            rows.stream().filter(row -> SECRETS.stream().noneMatch(row::contains)).toList());
    assertThat(contents(run.tables())).isEqualTo(before);
    assertNoByteIsLeft();
    assertThatThrownBy(() -> Explanation.of(run.at(LocalDate.parse("2025-03-31")), "zora-7f3a"))
        .isInstanceOf(ClienteleException.class)
        .hasMessageStartingWith("There is no customer of that id in the base of 2025-03-31\n");
  }

  private void assertNoByteIsLeft() {
    assertThat(SECRETS).allSatisfy(secret -> assertThat(tablesWith(secret)).isEmpty());
  }

  /** One of them is in the sources for the first time. */
  private void assertThatTheyStayOut(JobShop shop) {
    forgetful.register("nobody-5d,nobody@mail.example,2024-01-04");

    RunReport report = shop.does("ingest", "2025-04-01");

    assertThat(report.reconciliations().stream().map(ForgetTest::told))
        .containsExactly(
            "orders 21: superseded 0, filtered 1, accepted 9, guests 1, rejected 2, forgotten 8",
            "customers 4: superseded 0, filtered 0, accepted 1, guests 0, rejected 0, forgotten 3",
            "events 5: superseded 0, filtered 0, accepted 1, guests 1, rejected 0, forgotten 3");
    assertThat(
            shop.rows(
                Runs.SCHEMA,
                "forgotten_rows = 8 and forgotten_amount = 85.5 and source_amount = filtered_amount"
                    + " + accepted_amount + guest_amount + rejected_amount + forgotten_amount"))
        .hasSize(1);
    assertNoByteIsLeft();
    assertThat(tablesWith("nobody-5d")).isEmpty();
    assertThat(tablesWith("nobody@mail")).isEmpty();
  }

  private static String told(RunReport.Reconciliation source) {
    List<String> classes = new ArrayList<>();
    source.classes().forEach((name, total) -> classes.add(name + " " + total.rows()));
    return source.source() + " " + source.all().rows() + ": " + String.join(", ", classes);
  }

  private static Map<String, List<String>> contents(Tables tables) {
    Map<String, List<String>> contents = new LinkedHashMap<>();
    Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream())
        .filter(table -> !Set.of(Runs.SCHEMA, ForgottenCustomers.SCHEMA).contains(table))
        .forEach(
            table ->
                contents.put(
                    table.name(),
                    tables.read(table).toJSON().collectAsList().stream().sorted().toList()));
    return contents;
  }

  private Set<String> tablesWith(String text) {
    return bytes().tablesWith(text);
  }

  private WarehouseBytes bytes() {
    return new WarehouseBytes(folder.resolve("warehouse"));
  }
}
