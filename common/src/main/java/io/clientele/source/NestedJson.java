package io.clientele.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;

/**
 * A glance at small files of JSON: where none has an object or an array behind the name of a
 * column, there is no need for a job that parses them. To open thousands of them takes a job
 * seconds.
 *
 * @param names the columns
 * @param hadoop how files are opened
 */
record NestedJson(List<String> names, Configuration hadoop) {
  private static final long SMALL = 1 << 20;

  /** Other letters may be written as escapes, in as many ways as there are writers. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_ .$@-]+");

  /** Keeps its own copy. */
  NestedJson {
    names = List.copyOf(names);
  }

  /**
   * Returns whether one of the files may have such a value; a larger file, or one that is packed,
   * may.
   *
   * @param files in UTF-8
   */
  boolean mayBeIn(List<FileStatus> files) throws IOException {
    boolean isPlain = names.stream().allMatch(name -> PLAIN.matcher(name).matches());
    if (!isPlain || files.stream().anyMatch(file -> !isReadable(file))) {
      return true;
    }
    // Spark also takes names in single quotes or none. Inner fields of the same name count as well.
    Pattern nested =
        Pattern.compile(
            names.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")[\"']?\\s*:\\s*[\\[{]")));
    return InParallel.of(files, file -> nested.matcher(text(file)).find()).contains(true);
  }

  private static boolean isReadable(FileStatus file) {
    String name = FileListing.name(file);
    return file.getLen() <= SMALL && (name.endsWith(".json") || name.endsWith(".jsonl"));
  }

  private String text(FileStatus file) throws IOException {
    try (FSDataInputStream bytes = file.getPath().getFileSystem(hadoop).open(file.getPath())) {
      return new String(bytes.readNBytes((int) SMALL), StandardCharsets.UTF_8);
    }
  }
}
