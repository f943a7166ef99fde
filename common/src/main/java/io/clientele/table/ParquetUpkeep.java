package io.clientele.table;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.TableSchema;
import io.clientele.settings.CompactionSettings;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The upkeep of a table of plain folders: a dropped date is renamed out of the readers' sight and
 * then deleted. Files are not written together: readers would find the date absent meanwhile.
 */
record ParquetUpkeep(ParquetTables warehouse, TableSchema table) implements Upkeep {

  @Override
  public Inventory inventory() {
    List<FileStatus> visible =
        folders().below(path()).stream().filter(file -> isVisible(parts(file))).toList();
    return new Inventory(
        Leftovers.size(visible).plus(Leftovers.size(leftovers().all())),
        visible.stream()
            .map(file -> new Inventory.VisibleFile(date(parts(file)), file.getLen()))
            .toList());
  }

  @Override
  public Size fragments(CompactionSettings limits, Collection<LocalDate> dropped) {
    return Size.NONE;
  }

  @Override
  public Size unread(int hours) {
    return leftovers().old(hours);
  }

  @Override
  public Size drop(Collection<LocalDate> dates) {
    Size dropped = inventory().of(dates);
    if (table.equals(CustomerSegments.SCHEMA)) {
      folders().manifest().drop(dates);
    }
    dates.stream().sorted().forEach(date -> folders().remove(folder(date)));
    warehouse.register(table);
    return dropped;
  }

  @Override
  public void compact(CompactionSettings limits) {
    // Nothing to do.
  }

  @Override
  public Size sweep(int hours) {
    return leftovers().sweep(hours);
  }

  private Leftovers leftovers() {
    return new Leftovers(folders(), table.name());
  }

  private Folders folders() {
    return warehouse.folders();
  }

  private String folder(LocalDate date) {
    return table.name() + "/" + prefix() + date;
  }

  private String prefix() {
    return PartitionDates.column(table) + "=";
  }

  private Path path() {
    return new Path(folders().root(), table.name());
  }

  private List<String> parts(FileStatus file) {
    String below = file.getPath().toString().substring(path().toString().length() + 1);
    return Arrays.asList(below.split("/", -1));
  }

  private static boolean isVisible(List<String> parts) {
    return parts.stream().noneMatch(part -> part.startsWith("_") || part.startsWith("."));
  }

  private Optional<LocalDate> date(List<String> parts) {
    return table.partition().isEmpty()
        ? Optional.empty()
        : Optional.of(LocalDate.parse(parts.get(0).substring(prefix().length())));
  }
}
