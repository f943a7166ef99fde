package io.clientele.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The files behind a path, as Spark sees them: folders and globs opened, hidden ones left out. */
final class InputFiles {
  private static final Pattern DELTA_COMMIT =
      Pattern.compile("(\\d{20})\\.(json|checkpoint.*parquet)");

  private final SparkSession spark;

  InputFiles(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * A file.
   *
   * @param name its name relative to the path given
   * @param length bytes
   * @param modified milliseconds since 1970
   */
  record InputFile(String name, long length, long modified) {}

  /** Returns whether the path, which may be a glob, leads to something. */
  boolean exist(String path) throws IOException {
    return !roots(path).isEmpty();
  }

  /** Returns the data files under the path, in no particular order. */
  List<InputFile> list(String path) throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (FileStatus root : roots(path)) {
      if (root.isFile()) {
        files.add(
            new InputFile(root.getPath().getName(), root.getLen(), root.getModificationTime()));
      } else {
        addFiles(root.getPath(), root.getPath(), files);
      }
    }
    return files;
  }

  /** Returns the data files under the path as they stand, by path. */
  List<SourcePosition.Mark> marks(String path) throws IOException {
    List<SourcePosition.Mark> marks = new ArrayList<>();
    for (FileStatus root : roots(path)) {
      if (root.isFile()) {
        marks.add(mark(root));
      } else {
        addMarks(root.getPath(), marks);
      }
    }
    marks.sort(Comparator.comparing(SourcePosition.Mark::path));
    return marks;
  }

  /** Returns whether an input is a Delta table: where its format says so, or its log is there. */
  boolean isDelta(String location, InputPlace place) throws IOException {
    if (place.settings().table().isEmpty()) {
      return place.settings().format().equals("delta");
    }
    Path log = new Path(location, "_delta_log");
    return fileSystem(log).exists(log);
  }

  /**
   * Returns the newest version in a Delta table's log.
   *
   * @throws FileNotFoundException where there is no log
   */
  long deltaVersion(String path) throws IOException {
    Path log = new Path(path, "_delta_log");
    return Arrays.stream(fileSystem(log).listStatus(log))
        .map(file -> DELTA_COMMIT.matcher(file.getPath().getName()))
        .filter(Matcher::matches)
        .mapToLong(commit -> Long.parseLong(commit.group(1)))
        .max()
        .orElseThrow(() -> new FileNotFoundException(log + " holds no version"));
  }

  private List<FileStatus> roots(String path) throws IOException {
    Path pattern = new Path(path);
    FileStatus[] found = fileSystem(pattern).globStatus(pattern);
    return found == null ? List.of() : List.of(found);
  }

  private void addFiles(Path root, Path folder, List<InputFile> files) throws IOException {
    for (FileStatus status : fileSystem(folder).listStatus(folder)) {
      if (hidden(status.getPath().getName())) {
        continue;
      }
      if (status.isDirectory()) {
        addFiles(root, status.getPath(), files);
      } else {
        String name = root.toUri().relativize(status.getPath().toUri()).getPath();
        files.add(new InputFile(name, status.getLen(), status.getModificationTime()));
      }
    }
  }

  private void addMarks(Path folder, List<SourcePosition.Mark> marks) throws IOException {
    for (FileStatus status : fileSystem(folder).listStatus(folder)) {
      if (hidden(status.getPath().getName())) {
        continue;
      }
      if (status.isDirectory()) {
        addMarks(status.getPath(), marks);
      } else {
        marks.add(mark(status));
      }
    }
  }

  private static SourcePosition.Mark mark(FileStatus file) {
    return new SourcePosition.Mark(
        file.getPath().toString(), file.getLen(), file.getModificationTime());
  }

  private static boolean hidden(String name) {
    return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }
}
