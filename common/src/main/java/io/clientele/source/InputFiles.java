package io.clientele.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.CaseInsensitiveMap;
import org.apache.spark.sql.catalyst.util.CaseInsensitiveMap$;
import org.apache.spark.sql.execution.datasources.PathFilterFactory;
import org.apache.spark.sql.execution.datasources.PathFilterStrategy;
import scala.jdk.javaapi.CollectionConverters;

/** The files behind a path, as Spark sees them: folders and globs opened, hidden ones left out. */
final class InputFiles {
  private static final Pattern DELTA_COMMIT =
      Pattern.compile("(\\d{20})\\.(json|checkpoint.*parquet)");
  private static final String RECURSIVE = "recursiveFileLookup";

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
      Path base = root.isFile() ? root.getPath().getParent() : root.getPath();
      for (FileStatus file : below(root)) {
        String name = base.toUri().relativize(file.getPath().toUri()).getPath();
        files.add(new InputFile(name, file.getLen(), file.getModificationTime()));
      }
    }
    return files;
  }

  /**
   * Returns the files that Spark reads under a path, by path: those right in it and those in
   * folders that name partitions.
   *
   * @param options of Spark's reader; some choose among the files
   */
  FileListing listing(String path, Map<String, String> options) throws IOException {
    CaseInsensitiveMap<String> chosen = CaseInsensitiveMap$.MODULE$.apply(ScalaMaps.of(options));
    boolean isDeep = chosen.get(RECURSIVE).exists(value -> Boolean.parseBoolean(value));
    List<PathFilterStrategy> filters =
        CollectionConverters.asJava(PathFilterFactory.create(chosen));
    List<Path> bases = new ArrayList<>();
    List<FileStatus> files = new ArrayList<>();
    int beneath = 0;
    for (FileStatus root : roots(path)) {
      bases.add(root.isFile() ? root.getPath().getParent() : root.getPath());
      for (FileStatus file : below(root)) {
        if (!isDeep && root.isDirectory() && !isRead(root.getPath(), file.getPath())) {
          beneath++;
        } else if (filters.stream().allMatch(filter -> filter.accept(file))) {
          files.add(file);
        }
      }
    }
    files.sort(Comparator.comparing(file -> file.getPath().toString()));
    return new FileListing(bases, files, isDeep, beneath);
  }

  /** Returns the data files under the path as they stand, by path. */
  List<SourcePosition.Mark> marks(String path) throws IOException {
    List<SourcePosition.Mark> marks = new ArrayList<>();
    for (FileStatus root : roots(path)) {
      below(root).forEach(file -> marks.add(FileListing.mark(file)));
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

  /** Spark opens folders in a folder only where their names tell partitions. */
  private static boolean isRead(Path root, Path file) {
    Path folder = file.getParent();
    while (folder != null && !folder.equals(root)) {
      if (!folder.getName().contains("=")) {
        return false;
      }
      folder = folder.getParent();
    }
    return true;
  }

  /** Folders of a level are listed at once: on an object store each takes its time. */
  private List<FileStatus> below(FileStatus root) throws IOException {
    if (root.isFile()) {
      return List.of(root);
    }
    List<FileStatus> files = new ArrayList<>();
    List<Path> folders = List.of(root.getPath());
    while (!folders.isEmpty()) {
      List<Path> inner = new ArrayList<>();
      for (List<FileStatus> entries : InParallel.of(folders, this::entries)) {
        for (FileStatus entry : entries) {
          if (entry.isDirectory()) {
            inner.add(entry.getPath());
          } else {
            files.add(entry);
          }
        }
      }
      folders = inner;
    }
    return files;
  }

  private List<FileStatus> entries(Path folder) throws IOException {
    FileSystem system = fileSystem(folder);
    List<FileStatus> entries = new ArrayList<>();
    // Where a file's blocks are matters to HDFS alone; elsewhere to ask costs a call for each file.
    if (system.getScheme().equals("hdfs")) {
      RemoteIterator<? extends FileStatus> found = system.listLocatedStatus(folder);
      while (found.hasNext()) {
        entries.add(found.next());
      }
    } else {
      entries.addAll(List.of(system.listStatus(folder)));
    }
    entries.removeIf(entry -> hidden(entry.getPath().getName()));
    return entries;
  }

  private static boolean hidden(String name) {
    return name.startsWith(".")
        || (name.startsWith("_") && !name.contains("="))
        || name.endsWith("._COPYING_");
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }
}
