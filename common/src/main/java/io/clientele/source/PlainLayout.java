package io.clientele.source;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.text.TextFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Files of plain text: one column, whatever stands in a line.
 *
 * @param listing the files
 * @param files how they are read
 */
record PlainLayout(FileListing listing, FileRows files) implements FileLayout {
  private static final StructType LINE = new StructType().add("value", DataTypes.StringType);

  /** Looks at the files. */
  static PlainLayout of(SparkSession spark, InputPlace place, FileListing listing) {
    return new PlainLayout(listing, new FileRows(spark, listing, place.settings().options()));
  }

  @Override
  public Dataset<Row> rows(List<FileStatus> chosen) {
    return files.of(chosen, LINE, new TextFileFormat());
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }
}
