package io.clientele.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The files of an input as they stood when they were listed.
 *
 * @param bases the folders that were asked for: what is below them may name partitions
 * @param files the files that are read, by path
 * @param isDeep whether folders in folders are opened, and name nothing
 * @param beneath how many files are in inner folders that are not opened
 */
record FileListing(List<Path> bases, List<FileStatus> files, boolean isDeep, int beneath) {

  /** Keeps its own copies. */
  FileListing {
    bases = List.copyOf(bases);
    files = List.copyOf(files);
  }

  /** Returns the files as they stand, by path. */
  List<SourcePosition.Mark> marks() {
    return files.stream().map(FileListing::mark).toList();
  }

  /** Returns some of the files; those that are gone by now are returned as they were. */
  List<FileStatus> at(List<SourcePosition.Mark> marks) {
    Map<SourcePosition.Mark, FileStatus> known = new HashMap<>();
    files.forEach(file -> known.put(mark(file), file));
    List<FileStatus> found = new ArrayList<>();
    for (SourcePosition.Mark mark : marks) {
      FileStatus file = known.get(mark);
      found.add(
          file != null
              ? file
              : new FileStatus(
                  mark.length(), false, 1, mark.length(), mark.modified(), new Path(mark.path())));
    }
    return found;
  }

  /** Returns a file's name for people. */
  static String name(FileStatus file) {
    return file.getPath().getName();
  }

  /** Returns a file as it stands. */
  static SourcePosition.Mark mark(FileStatus file) {
    return new SourcePosition.Mark(
        file.getPath().toString(), file.getLen(), file.getModificationTime());
  }
}
