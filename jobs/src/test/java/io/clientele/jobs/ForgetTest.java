package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.schema.AllTables;
import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.Runs;
import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import io.clientele.table.Upkeep;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

  /** Of order ord-z4 nobody can tell whose it is. */
  private static final List<String> LINES =
      List.of(
          "ord-z1,zora-7f3a,2025-01-10,31.00",
          "ord-z1,,2025-01-10,2.00",
          "ord-z2,zora-7f3a,2025-02-11,17.00",
          "ord-z2,,never,4.00",
          "ord-z3,zora-7f3a,not a day,9.00",
          "ord-z4,zora-7f3a,2025-02-12,8.00",
          "ord-z4,bert,2025-02-12,8.50",
          ",zora-7f3a,2025-02-13,6.00",
          ",,2025-02-13,1.00",
          "ord-z5,zora-7f3a,2025-02-14,0.00");

  private final Path folder;
  private final JobShop shop;
  private String codec = "";

  ForgetTest(@TempDir Path folder) {
    this.folder = folder;
    this.shop = new JobShop(folder);
  }

  /** Texts stand in the files as they are, so that a search for them can find them. */
  @BeforeEach
  void writePlainly() {
    codec = LocalSpark.session().conf().get(CODEC);
    LocalSpark.session().conf().set(CODEC, "uncompressed");
  }

  @AfterEach
  void writeAsBefore() {
    LocalSpark.session().conf().set(CODEC, codec);
  }

  @Test
  void nothingOfThemIsLeftInDelta() {
    open("delta");
    Map<String, List<String>> before = contents();
    Set<String> files = files().keySet();
    Forgotten plan = Forget.plan(shop.asOf("2025-04-02"), ASKED);
    assertThat(files().keySet()).isEqualTo(files);

    Forgotten forgotten = forget(shop.tables());

    assertThat(forgotten).isEqualTo(plan);
    assertThat(forgotten.people()).isEqualTo(new Forgotten.People(3, 2, 3));
    assertThat(forgotten.tables())
        .extracting(one -> one.table().name() + " " + one.rows() + " " + one.dates())
        .containsExactly(
            "customer_segments 2 1",
            "customer_features 2 1",
            "rejected_rows 14 2",
            "orders 2 0",
            "order_products 3 0",
            "customers 1 0",
            "sessions 2 0");
    assertGone(before);
    assertThat(forget(shop.tables()).people()).isEqualTo(new Forgotten.People(3, 0, 0));
    assertThat(shop.rows(Runs.SCHEMA, "command = 'forget' and status = 'succeeded'")).hasSize(2);
    assertThatTheyStayOut();
  }

  /** Each attempt writes one table, or one date, and is then killed. */
  @Test
  void killedAfterEveryWriteItEndsWithNothingLeftInParquet() {
    open("parquet");
    Map<String, List<String>> before = contents();

    int kills = 0;
    while (isKilled()) {
      kills++;
      assertThat(shop.rows(ForgottenCustomers.SCHEMA)).hasSize(3);
    }

    // All but the last of eleven: the list, rejected rows of two dates twice over, six tables.
    assertThat(kills).isEqualTo(10);
    assertGone(before);
    assertThatTheyStayOut();
  }

  private boolean isKilled() {
    IllegalStateException kill = new IllegalStateException("killed");
    try {
      forget(new Dying(shop.tables(), new ArrayList<>(), kill));
      return false;
    } catch (IllegalStateException thrown) {
      assertThat(thrown).isSameAs(kill);
      return true;
    }
  }

  private void open(String format) {
    shop.with("warehouse.format", format)
        .with("quality.max-rejected-share", "0.9")
        .with("source.orders.filter", "paid <> '0.00'")
        .with("source.orders.columns.category", "'hats'");
    List.of("prediction", "clusters", "behaviour", "rfm", "price-sensitivity", "custom")
        .forEach(family -> shop.with("families." + family + ".enabled", "false"));
    shop.orders(Stream.concat(JobShop.LINES.stream(), LINES.stream()).toList());
    source(
        "customers",
        Map.of("customer_id", "id", "email", "mail", "registered_at", "since"),
        "id,mail,since",
        "anna,anna@mail.example,2024-01-01",
        "zora-7f3a,zora@mail.example,2024-01-02",
        "zora-7f3a,zora@mail.example,2024-01-03");
    source(
        "events",
        Map.of("customer_id", "who", "occurred_at", "at", "event_type", "kind"),
        "who,at,kind",
        "anna,2025-03-01 10:00:00,view",
        ",2025-03-01 11:00:00,view",
        "zora-7f3a,2025-03-02 10:00:00,cart",
        "zora-7f3a,2025-03-02 10:01:00,wave",
        "zeno-91bc,2025-03-03 10:00:00,view");
    shop.does("run", "2025-03-31");
    // Another batch of rejected rows, and in Delta an old version of the orders.
    shop.does("ingest", "2025-04-01");
    assertThat(tablesWith("zora-7f3a"))
        .containsExactlyInAnyOrderElementsOf(
            AllTables.ofPeople().stream().map(TableSchema::name).toList());
    assertThat(SECRETS).allSatisfy(secret -> assertThat(tablesWith(secret)).isNotEmpty());
  }

  private void source(String name, Map<String, String> columns, String... lines) {
    try {
      Path file = Files.write(folder.resolve(name + ".csv"), List.of(lines));
      shop.with("source." + name + ".path", file.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    shop.with("source." + name + ".format", "csv")
        .with("source." + name + ".options.header", "true");
    columns.forEach((column, sql) -> shop.with("source." + name + ".columns." + column, sql));
  }

  private Forgotten forget(Tables tables) {
    List<Forgotten> told = new ArrayList<>();
    Run run = shop.asOf("2025-04-02");
    new Recorded(Commands.FORGET, List.of(new Forget(ASKED, told::add)))
        .run(
            new Run(
                run.settings(), run.spark(), tables, run.asOf(), run.fitting(), run.progress()));
    return told.get(0);
  }

  private void assertGone(Map<String, List<String>> before) {
    before.replaceAll(
        (table, rows) ->
            rows.stream().filter(row -> SECRETS.stream().noneMatch(row::contains)).toList());
    assertThat(contents()).isEqualTo(before);
    assertNoByteIsLeft();
    assertThatThrownBy(() -> Explanation.of(shop.asOf("2025-03-31"), "zora-7f3a"))
        .isInstanceOf(ClienteleException.class)
        .hasMessageStartingWith("There is no customer of that id in the base of 2025-03-31\n");
  }

  private void assertNoByteIsLeft() {
    assertThat(SECRETS).allSatisfy(secret -> assertThat(tablesWith(secret)).isEmpty());
  }

  /** One of them is in the sources for the first time. */
  private void assertThatTheyStayOut() {
    source(
        "customers",
        Map.of(),
        "id,mail,since",
        "anna,anna@mail.example,2024-01-01",
        "zora-7f3a,zora@mail.example,2024-01-02",
        "zora-7f3a,zora@mail.example,2024-01-03",
        "nobody-5d,nobody@mail.example,2024-01-04");

    RunReport report = shop.does("ingest", "2025-04-01");

    assertThat(report.reconciliations().stream().map(ForgetTest::told))
        .containsExactly(
            "orders 21: filtered 1, accepted 9, guests 1, rejected 2, forgotten 8",
            "customers 4: filtered 0, accepted 1, guests 0, rejected 0, forgotten 3",
            "events 5: filtered 0, accepted 1, guests 1, rejected 0, forgotten 3");
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

  private Map<String, List<String>> contents() {
    Map<String, List<String>> contents = new LinkedHashMap<>();
    Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream())
        .filter(table -> !Set.of(Runs.SCHEMA, ForgottenCustomers.SCHEMA).contains(table))
        .forEach(table -> contents.put(table.name(), shop.rows(table)));
    return contents;
  }

  /** The tables that have a text in any byte of any of their files, logs included. */
  private Set<String> tablesWith(String text) {
    byte[] searched = text.getBytes(StandardCharsets.UTF_8);
    Set<String> tables = new TreeSet<>();
    files()
        .forEach(
            (file, bytes) -> {
              if (new String(bytes, StandardCharsets.ISO_8859_1)
                  .contains(new String(searched, StandardCharsets.ISO_8859_1))) {
                tables.add(file.substring(0, file.indexOf('/')));
              }
            });
    return tables;
  }

  private Map<String, byte[]> files() {
    Path warehouse = folder.resolve("warehouse");
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(warehouse)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(warehouse.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return files;
  }

  /** A warehouse whose process dies before its second write, the log of runs aside. */
  private record Dying(Tables tables, List<String> written, RuntimeException kill)
      implements Tables {
    @Override
    public Dataset<Row> read(TableSchema table) {
      return tables.read(table);
    }

    @Override
    public List<LocalDate> dates(TableSchema table) {
      return tables.dates(table);
    }

    @Override
    public long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
      die(table);
      return tables.replaceDate(table, date, rows);
    }

    @Override
    public long replaceAll(TableSchema table, Dataset<Row> rows) {
      die(table);
      return tables.replaceAll(table, rows);
    }

    @Override
    public void append(TableSchema table, Dataset<Row> rows) {
      // A process that is killed leaves no row.
    }

    @Override
    public String location(TableSchema table) {
      return tables.location(table);
    }

    @Override
    public String version(TableSchema table) {
      return tables.version(table);
    }

    @Override
    public Upkeep upkeep(TableSchema table) {
      return tables.upkeep(table);
    }

    private void die(TableSchema table) {
      if (!written.isEmpty()) {
        throw kill;
      }
      written.add(table.name());
    }
  }
}
