package io.clientele.table;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/**
 * Folders that are replaced as a whole by renaming: what a reader lists is old or new, never mixed.
 *
 * <p>New content is written under {@code .staging}, where no reader looks. The old folder is kept
 * under {@code .replaced} until the new one is in place; {@link #heal} puts it back after a kill in
 * between.
 *
 * @param files the file system of the warehouse
 * @param root the warehouse's root
 */
record Folders(FileSystem files, Path root) {
  private static final String STAGING = ".staging";
  private static final String LOCK = ".lock";
  private static final String REPLACED = ".replaced";

  /** File systems that rename a file or folder in one step; object stores copy, file by file. */
  private static final Set<String> ONE_STEP =
      Set.of("file", "hdfs", "viewfs", "webhdfs", "swebhdfs");

  static Folders of(SparkSession spark, String path) {
    Path root = new Path(path);
    try {
      FileSystem files = root.getFileSystem(spark.sessionState().newHadoopConf());
      return new Folders(files, files.makeQualified(root));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns whether this file system is known to rename a folder in one step. */
  boolean renameInOneStep() {
    return renamesInOneStep(root);
  }

  /** Returns whether the file system of a full path is known to rename in one step. */
  static boolean renamesInOneStep(Path path) {
    return ONE_STEP.contains(String.valueOf(path.toUri().getScheme()));
  }

  /** Returns a fresh folder to write the new content of a folder into, and forgets older tries. */
  Path staging(String folder) {
    return attempt(
        () -> {
          Path tries = new Path(new Path(root, STAGING), folder);
          files.delete(tries, true);
          return new Path(tries, UUID.randomUUID().toString());
        });
  }

  /** Puts the staged content in the folder's place. */
  void replace(String folder, Path staged) {
    Path target = new Path(root, folder);
    Path kept = new Path(new Path(root, REPLACED), folder);
    attempt(
        () -> {
          if (files.exists(target)) {
            files.delete(kept, true);
            rename(target, kept);
          }
          rename(staged, target);
          files.delete(kept, true);
          files.delete(staged.getParent(), true);
          return target;
        });
  }

  /** Takes a folder away as a whole: a kill leaves it in its place or out of sight, never half. */
  void remove(String folder) {
    Path staged = staging(folder);
    attempt(
        () -> {
          rename(new Path(root, folder), staged);
          return files.delete(staged.getParent(), true);
        });
  }

  /** Finishes or undoes every replacement that a kill interrupted. */
  void heal() {
    attempt(
        () -> {
          for (Path kept : leaves(new Path(root, REPLACED))) {
            Path target = new Path(root, relative(kept));
            if (files.exists(target)) {
              files.delete(kept, true);
            } else {
              rename(kept, target);
            }
          }
          files.delete(new Path(root, REPLACED), true);
          return root;
        });
  }

  /** Returns who wrote the warehouse, and who does. */
  Turns turns() {
    return new Turns(new SmallFiles(files, new Path(root, LOCK)));
  }

  /** Returns whether there is anything that a kill may have interrupted. */
  boolean isHealthy() {
    return attempt(() -> !files.exists(new Path(root, REPLACED)));
  }

  /** Returns the list of what is whole. */
  Manifest manifest() {
    return new Manifest(new SmallFiles(files, root));
  }

  /** Returns the visible entries of a folder, sorted by name; none where it does not exist. */
  List<FileStatus> list(Path folder) {
    return attempt(
        () -> {
          try {
            return List.of(
                files.listStatus(
                    folder, path -> !path.getName().startsWith(".") && !isMarker(path)));
          } catch (FileNotFoundException absent) {
            return List.of();
          }
        });
  }

  /** Returns where new content of a table lies while it is written. */
  Path staged(String table) {
    return new Path(new Path(root, STAGING), table);
  }

  /** Returns every file below a folder, hidden ones included, markers of Spark aside. */
  List<FileStatus> below(Path folder) {
    return attempt(
        () -> {
          List<FileStatus> below = new ArrayList<>();
          if (files.exists(folder)) {
            RemoteIterator<LocatedFileStatus> found = files.listFiles(folder, true);
            while (found.hasNext()) {
              below.add(found.next());
            }
          }
          below.removeIf(file -> file.getPath().getName().equals("_SUCCESS"));
          return below;
        });
  }

  /** Deletes a folder with all it holds. */
  void delete(Path folder) {
    attempt(() -> files.delete(folder, true));
  }

  private static boolean isMarker(Path path) {
    return path.getName().startsWith("_");
  }

  /** Replaced folders: those that hold files, or nothing, rather than more folders. */
  private List<Path> leaves(Path folder) throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    List<Path> leaves = new ArrayList<>();
    for (FileStatus entry : files.listStatus(folder)) {
      if (entry.isDirectory()) {
        List<Path> below = leaves(entry.getPath());
        leaves.addAll(below.isEmpty() ? List.of(entry.getPath()) : below);
      }
    }
    return leaves;
  }

  private String relative(Path kept) {
    String base = new Path(root, REPLACED).toUri().getPath() + "/";
    return kept.toUri().getPath().substring(base.length());
  }

  private void rename(Path from, Path to) throws IOException {
    files.mkdirs(to.getParent());
    if (!isRenamed(from, to)) {
      throw ClienteleException.of(
          ExitCode.CONFLICT,
          "A folder could not be renamed: another run may be writing the same date",
          from + " to " + to,
          "let the other run end, then start this one again");
    }
  }

  private boolean isRenamed(Path from, Path to) throws IOException {
    try {
      return files.rename(from, to);
    } catch (FileNotFoundException takenAway) {
      // Some file systems answer false instead.
      return false;
    }
  }

  private static <T> T attempt(Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Work on files. */
  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException;
  }
}
