package io.clientele.table;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What killed writes of a table of plain folders have left behind, where no reader looks.
 *
 * @param folders the warehouse
 * @param table name of the table
 */
record Leftovers(Folders folders, String table) {
  private static final long MILLIS_AN_HOUR = 3_600_000;

  /** Returns everything that is not, or not yet, part of the table. */
  List<FileStatus> all() {
    return places().stream().flatMap(place -> folders.below(place).stream()).toList();
  }

  /** Returns what was touched last before so many hours: no write that is still alive. */
  Size old(int hours) {
    return places().stream()
        .map(folders::below)
        .filter(files -> isOld(files, hours))
        .map(Leftovers::size)
        .reduce(Size.NONE, Size::plus);
  }

  /** Removes that, and returns how much it was. */
  Size sweep(int hours) {
    Size swept = Size.NONE;
    for (Path place : places()) {
      List<FileStatus> files = folders.below(place);
      if (isOld(files, hours)) {
        folders.delete(place);
        swept = swept.plus(size(files));
      }
    }
    return swept;
  }

  private List<Path> places() {
    Path whole = new Path(folders.root(), table);
    return List.of(folders.staged(table), new Path(whole, "_temporary"));
  }

  /** A write touches its files as it goes on: the youngest one tells. */
  private static boolean isOld(List<FileStatus> files, int hours) {
    long limit = System.currentTimeMillis() - hours * MILLIS_AN_HOUR;
    return !files.isEmpty() && files.stream().allMatch(file -> file.getModificationTime() <= limit);
  }

  static Size size(List<FileStatus> files) {
    return Size.of(files.stream().map(FileStatus::getLen).toList());
  }
}
