package io.clientele.cli;

import io.clientele.jobs.Foreseen;
import io.clientele.jobs.Maintained;
import io.clientele.jobs.TablePlan;
import io.clientele.table.Inventory;
import io.clientele.table.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What maintain did, or would do, as text of at most 80 columns. */
final class MaintainText {
  private static final int WIDTH = 78;
  private static final String ALL = "all tables";

  private final int vacuumHours;
  private final Glyphs glyphs;

  MaintainText(int vacuumHours, Glyphs glyphs) {
    this.vacuumHours = vacuumHours;
    this.glyphs = glyphs;
  }

  /** Returns what was done, a line for each table and one for all. */
  String done(List<Maintained> tables) {
    List<List<String>> rows = new ArrayList<>();
    tables.forEach(one -> rows.add(doneLine(one.plan().table().name(), List.of(one))));
    rows.add(doneLine(ALL, tables));
    List<String> heads = List.of("tables", "dropped", "files", "left", "size", "left", "freed");
    List<String> lines = new ArrayList<>(new TextTable(heads, rows).lines(glyphs));
    List<TablePlan> plans = tables.stream().map(Maintained::plan).toList();
    lines.addAll(section("dates dropped", dates(plans)));
    lines.addAll(section("small files written together", fragments(plans)));
    Size unread = sum(tables.stream().map(Maintained::after).map(Inventory::unread));
    lines.addAll(section("read by nobody any more", waiting(unread)));
    return String.join("\n", lines) + "\n\n";
  }

  /** Returns what would be done, under a title. */
  String foreseen(String title, List<Foreseen> tables) {
    List<List<String>> rows = new ArrayList<>();
    tables.forEach(one -> rows.add(foreseenLine(one.plan().table().name(), List.of(one))));
    rows.add(foreseenLine(ALL, tables));
    List<String> heads =
        List.of("would go", "dates", "dropped", "files", "size", "unread files", "size");
    List<String> lines = new ArrayList<>(List.of(title, ""));
    lines.addAll(new TextTable(heads, rows).lines(glyphs));
    List<TablePlan> plans = tables.stream().map(Foreseen::plan).toList();
    lines.addAll(section("dates to drop", dates(plans)));
    lines.addAll(section("small files to write together", fragments(plans)));
    lines.addAll(List.of("", "Nothing was touched: this is what maintain does without --dry-run."));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> doneLine(String name, List<Maintained> tables) {
    Size before = sum(tables.stream().map(one -> one.plan().before().stored()));
    Size after = sum(tables.stream().map(one -> one.after().stored()));
    return List.of(
        name,
        count(tables, one -> one.plan().dropped().size()),
        Numbers.whole(before.files()),
        Numbers.whole(after.files()),
        Numbers.bytes(before.bytes()),
        Numbers.bytes(after.bytes()),
        Numbers.bytes(sum(tables.stream().map(Maintained::freed)).bytes()));
  }

  private static List<String> foreseenLine(String name, List<Foreseen> tables) {
    Size gone = sum(tables.stream().map(one -> one.plan().gone()));
    Size unread = sum(tables.stream().map(Foreseen::unread));
    return List.of(
        name,
        count(tables, one -> one.plan().held().size()),
        count(tables, one -> one.plan().dropped().size()),
        Numbers.whole(gone.files()),
        Numbers.bytes(gone.bytes()),
        Numbers.whole(unread.files()),
        Numbers.bytes(unread.bytes()));
  }

  private static List<String> dates(List<TablePlan> plans) {
    return plans.stream()
        .filter(plan -> !plan.dropped().isEmpty())
        .map(
            plan ->
                plan.table().name() + ": " + DateRanges.of(plan.held(), Set.copyOf(plan.dropped())))
        .toList();
  }

  private static List<String> fragments(List<TablePlan> plans) {
    return plans.stream()
        .filter(plan -> !plan.fragments().isNone())
        .map(plan -> plan.table().name() + ": " + inFiles(plan.fragments()))
        .toList();
  }

  private List<String> waiting(Size unread) {
    return unread.isNone()
        ? List.of()
        : List.of(
            "%s, which go %d hours after they were replaced or dropped: a later maintain removes them (maintenance.vacuum-hours)"
                .formatted(inFiles(unread), vacuumHours));
  }

  private static String inFiles(Size size) {
    String files = size.files() == 1 ? "file" : "files";
    return "%s %s, %s".formatted(Numbers.whole(size.files()), files, Numbers.bytes(size.bytes()));
  }

  private static List<String> section(String title, List<String> sentences) {
    if (sentences.isEmpty()) {
      return List.of();
    }
    return Stream.concat(
            Stream.of("", title),
            sentences.stream().flatMap(sentence -> Wrapped.bullet(sentence, WIDTH).stream()))
        .toList();
  }

  private static <T> String count(List<T> tables, ToLongFunction<T> number) {
    return Numbers.whole(tables.stream().mapToLong(number).sum());
  }

  private static Size sum(Stream<Size> sizes) {
    return sizes.reduce(Size.NONE, Size::plus);
  }
}
