package io.clientele.source;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * CSV files of one header as Spark reads them, and which of their rows are broken: {@link
 * BrokenColumns} stand behind their columns. Spark's own reader does not tell a line that ends
 * inside a quote from one that does not.
 *
 * @param header the header as it is written; empty without one
 */
record CheckedCsv(String header) implements FileFormat, Serializable {

  @Override
  public boolean isSplitable(SparkSession spark, Map<String, String> options, Path path) {
    return !format(spark, options).isWhole()
        && new CSVFileFormat().isSplitable(spark, options, path);
  }

  @Override
  public Function1<PartitionedFile, Iterator<InternalRow>> buildReader(
      SparkSession spark,
      StructType columns,
      StructType partitions,
      StructType required,
      Seq<Filter> filters,
      Map<String, String> options,
      Configuration hadoop) {
    Broadcast<SerializableConfiguration> configuration =
        SerializableConfiguration.broadcast(
            ((org.apache.spark.sql.classic.SparkSession) spark).sparkContext(), hadoop);
    StructType own = without(columns, BrokenColumns.TEXT, BrokenColumns.FAULT, BrokenColumns.LINE);
    CsvReading reading = new CsvReading(format(spark, options), header, own, required);
    return (Function1<PartitionedFile, Iterator<InternalRow>> & Serializable)
        file -> reading.rows(file, configuration.value().value());
  }

  @Override
  public Option<StructType> inferSchema(
      SparkSession spark, Map<String, String> options, Seq<FileStatus> files) {
    return Option.empty();
  }

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession spark, Job job, Map<String, String> options, StructType columns) {
    throw new UnsupportedOperationException("sources are never written");
  }

  /** Returns columns without some. */
  static StructType without(StructType columns, String... names) {
    return new StructType(
        Arrays.stream(columns.fields())
            .filter(field -> !Arrays.asList(names).contains(field.name()))
            .toArray(StructField[]::new));
  }

  private static CsvFormat format(SparkSession spark, Map<String, String> options) {
    return CsvFormat.of(spark, CollectionConverters.asJava(options));
  }
}
