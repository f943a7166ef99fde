package io.clientele.source;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the files of an input fit together: looked at once, and then read as often as need be. */
interface FileLayout {

  /** Returns the files. */
  FileListing listing();

  /**
   * Returns the rows of some of the files, lazily, with the columns that all of them have together:
   * null in a file that lacks one. {@link BrokenColumns} stand behind them where the format is one
   * of text that rows may not fit.
   */
  Dataset<Row> rows(List<FileStatus> files);

  /** Returns what is to be said about how the files were read, sentences. */
  List<String> remarks();
}
