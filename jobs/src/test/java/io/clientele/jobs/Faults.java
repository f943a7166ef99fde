package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.jobs.FaultyShop.Undisturbed;
import io.clientele.jobs.FaultyTables.Call;
import io.clientele.jobs.FaultyTables.Fault;
import io.clientele.jobs.FaultyTables.Moment;
import io.clientele.schema.AllTables;
import io.clientele.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;

/**
 * The faults of the commands of a run, each on a copy of the warehouse that the command found when
 * nothing disturbed it.
 */
final class Faults {
  private static final Set<String> DATED =
      Set.copyOf(AllTables.dated().stream().map(TableSchema::name).toList());

  private final FaultyShop shop;
  private final boolean isDelta;
  private final List<Undisturbed> commands;
  private final Set<String> followed = new HashSet<>();
  private final Map<List<String>, Map<String, List<String>>> seen = new HashMap<>();

  Faults(Path folder, String format) throws IOException {
    this.shop = new FaultyShop(Files.createDirectories(folder.resolve(format)), format);
    this.isDelta = format.equals("delta");
    this.commands = shop.undisturbed();
  }

  /**
   * One fault.
   *
   * @param command what is done when it happens
   * @param fault what goes wrong
   */
  record Case(Undisturbed command, Fault fault) {

    Call call() {
      return command.calls().get(fault.call());
    }

    boolean isAmid() {
      return fault.moment() == Moment.AMID;
    }

    boolean isLast() {
      return fault.call() == command.calls().size() - 1;
    }

    /** Returns the calls that have had their effect. */
    List<String> effects() {
      int count = fault.call() + (fault.moment() == Moment.AFTER ? 1 : 0);
      return command.calls().subList(0, count).stream()
          .filter(Call::writes)
          .map(Call::name)
          .toList();
    }

    @Override
    public String toString() {
      return "%s, call %d, %s %s"
          .formatted(command.command(), fault.call() + 1, fault.moment().word(), call().name());
    }
  }

  /** Every call, before its effect; writes also in the middle, and the last one after it. */
  List<Case> ofEveryCall() {
    Set<String> known = new HashSet<>();
    return all().stream()
        .filter(it -> it.fault().moment() != Moment.AFTER || it.isLast())
        // A call that looks at the same again fails alike.
        .filter(it -> it.call().writes() || known.add(it.command().command() + it.call()))
        .toList();
  }

  /** Every call that writes, after its effect, and the first one of each command in the middle. */
  List<Case> ofWrites() {
    return all().stream()
        .filter(
            it -> it.fault().moment() == Moment.AFTER || (it.isAmid() && it.effects().isEmpty()))
        .toList();
  }

  private List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Undisturbed command : commands) {
      for (int call = 0; call < command.calls().size(); call++) {
        for (Moment moment : command.calls().get(call).moments()) {
          cases.add(new Case(command, new Fault(call, moment)));
        }
      }
    }
    return cases;
  }

  /** Lets a command fail, and looks at what it leaves. */
  void check(Case it) throws IOException {
    Path warehouse = shop.copy(it.command().start());
    FaultyTables tables = shop.tables(warehouse, Optional.of(it.fault()));

    Throwable thrown = catchThrowable(() -> shop.does(it.command().command(), tables));

    int count = it.fault().call() + 1;
    assertThat(thrown).isNotNull();
    assertThat(Failures.explain(thrown).message())
        .contains(it.fault().moment().word() + " " + it.call().name());
    assertThat(tables.calls().subList(0, count)).isEqualTo(it.command().calls().subList(0, count));
    Readers readers = shop.readers(warehouse);
    assertThat(dates(readers)).isEqualTo(expectedDates(it));
    // The same effects leave the same warehouse: what follows from it is the same.
    if (followed.add(it.command().command() + it.effects() + it.isAmid())) {
      assertThat(shop.runs(warehouse)).containsExactlyInAnyOrderElementsOf(expectedRuns(it));
      assertThat(changed(it, readers.visible())).isEqualTo(replaced(it));
      if (isDoneAgain(it)) {
        leadsToTheSameEnd(it, warehouse);
      }
    }
    FileUtils.deleteDirectory(warehouse.toFile());
  }

  /**
   * With Parquet, where a date may be left half, once for all that can be left of it; with Delta
   * after the first write and after all of them.
   */
  private boolean isDoneAgain(Case it) {
    int effects = it.effects().size();
    if (it.isAmid()) {
      return effects == 0;
    }
    if (isDelta) {
      return effects == 1 || it.effects().contains("complete");
    }
    return effects > 0 && !it.effects().get(effects - 1).equals("append runs");
  }

  /** Returns the tables that have other files than when the command began. */
  private static Set<String> changed(Case it, List<String> files) {
    return FaultyShop.TABLES.stream()
        .map(TableSchema::name)
        .filter(table -> !of(table, files).equals(of(table, it.command().start().files())))
        .collect(Collectors.toSet());
  }

  private static Set<String> replaced(Case it) {
    List<String> replaced = it.effects().stream().map(Faults::table).toList();
    return FaultyShop.TABLES.stream()
        .map(TableSchema::name)
        .filter(replaced::contains)
        .collect(Collectors.toSet());
  }

  private static List<String> of(String table, List<String> files) {
    return files.stream().filter(file -> file.startsWith(table + "/")).toList();
  }

  private void leadsToTheSameEnd(Case it, Path warehouse) {
    shop.does(it.command().command(), shop.tables(warehouse, Optional.empty()));
    Readers readers = shop.readers(warehouse);
    assertThat(readers.bare(FaultyShop.TABLES)).isEqualTo(it.command().end().tables());
    assertThat(readers.dates()).isEqualTo(it.command().end().dates());
  }

  /** What is read depends on the files alone: unchanged ones are read once. */
  private Map<String, List<String>> dates(Readers readers) {
    List<String> files = new ArrayList<>(readers.visible());
    files.add(readers.list());
    return seen.computeIfAbsent(files, changed -> readers.dates());
  }

  /**
   * The date is new once it is complete, and old before that; of plain files it is not on the list
   * while it is in part old and in part new.
   */
  private Map<String, List<String>> expectedDates(Case it) {
    if (it.effects().contains("complete")) {
      return it.command().end().dates();
    }
    Map<String, List<String>> dates = new HashMap<>(it.command().start().dates());
    boolean isBegun =
        it.effects().stream().map(Faults::table).anyMatch(DATED::contains)
            || (it.isAmid() && DATED.contains(table(it.call().name())));
    if (!isDelta && isBegun) {
      dates.remove(FaultyShop.DATE);
    }
    return dates;
  }

  /** A command may say that it has started; it says how it ended, last of all. */
  private static List<String> expectedRuns(Case it) {
    String command = it.command().command();
    List<String> runs = new ArrayList<>(it.command().start().runs());
    it.effects().stream()
        .filter("append runs"::equals)
        .forEach(row -> runs.add(command + " started"));
    if (it.isLast() && it.fault().moment() == Moment.AFTER) {
      runs.set(runs.size() - 1, command + " succeeded 0");
    }
    runs.add(command + " failed 1");
    return runs;
  }

  /** Returns the table that a call is about. */
  private static String table(String call) {
    return call.substring(call.indexOf(' ') + 1);
  }
}
