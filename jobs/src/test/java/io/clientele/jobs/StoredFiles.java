package io.clientele.jobs;

import io.clientele.schema.Money;
import io.clientele.schema.TableSchema;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * What is in the files of a stored table, read by Delta Kernel: neither Spark nor anything of ours.
 * The tables have neither deletion vectors nor mapped columns, so that a file's rows are the
 * table's.
 *
 * @param folder the table's folder
 * @param table its columns
 */
record StoredFiles(Path folder, TableSchema table) {
  private static final Engine ENGINE = DefaultEngine.create(new Configuration(false));

  /**
   * A row.
   *
   * @param values the values that are not null, by column
   */
  record Stored(TreeMap<String, Object> values) {

    /** Returns the value of a column as text. */
    String of(String column) {
      return String.valueOf(values.get(column));
    }

    /** Returns the same without some columns. */
    Stored without(Iterable<String> columns) {
      TreeMap<String, Object> left = new TreeMap<>(values);
      columns.forEach(left::remove);
      return new Stored(left);
    }
  }

  /** A file, and the values that all of its rows have. */
  private record Part(FileStatus file, Map<String, String> values) {}

  /** Returns the rows of a Delta table, as of a version where there is one. */
  List<Stored> delta(OptionalLong version) {
    Table stored = Table.forPath(ENGINE, folder.toUri().toString());
    Snapshot snapshot =
        version.isPresent()
            ? stored.getSnapshotAsOfVersion(ENGINE, version.getAsLong())
            : stored.getLatestSnapshot(ENGINE);
    List<Part> parts = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches =
        snapshot.getScanBuilder().build().getScanFiles(ENGINE)) {
      while (batches.hasNext()) {
        batches.next().getRows().toInMemoryList().stream()
            .map(StoredFiles::part)
            .forEach(parts::add);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return rows(parts);
  }

  /** Returns the rows of a folder of plain files, as readers see them. */
  List<Stored> parquet() {
    try (Stream<Path> files = Files.walk(folder)) {
      return rows(
          files
              .filter(Files::isRegularFile)
              .filter(file -> !folder.relativize(file).toString().matches("(.*/)?[._].*"))
              .map(this::part)
              .toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Part part(Row file) {
    return new Part(
        InternalScanFileUtils.getAddFileStatus(file),
        InternalScanFileUtils.getPartitionValues(file));
  }

  private Part part(Path file) {
    Map<String, String> values = new TreeMap<>();
    for (Path step : folder.relativize(Objects.requireNonNull(file.getParent()))) {
      String[] value = step.toString().split("=", 2);
      if (value.length == 2) {
        values.put(value[0], value[1]);
      }
    }
    return new Part(
        FileStatus.of(
            file.toUri().toString(), file.toFile().length(), file.toFile().lastModified()),
        values);
  }

  private List<Stored> rows(List<Part> parts) {
    List<Stored> rows = new ArrayList<>();
    for (Part part : parts) {
      try (CloseableIterator<FileReadResult> results =
          ENGINE
              .getParquetHandler()
              .readParquetFiles(
                  Utils.singletonCloseableIterator(part.file()), columns(), Optional.empty())) {
        while (results.hasNext()) {
          rows.addAll(rows(part, results.next().getData()));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return rows;
  }

  /** Spark and Delta write types alike as JSON. */
  private StructType columns() {
    return DataTypeJsonSerDe.deserializeStructType(table.structType(new Money(2)).json());
  }

  private static List<Stored> rows(Part part, ColumnarBatch batch) {
    List<Stored> rows = new ArrayList<>();
    for (int row = 0; row < batch.getSize(); row++) {
      TreeMap<String, Object> values = new TreeMap<>();
      for (int column = 0; column < batch.getSchema().length(); column++) {
        Object value =
            VectorUtils.getValueAsObject(
                batch.getColumnVector(column), batch.getSchema().at(column).getDataType(), row);
        if (value != null) {
          values.put(batch.getSchema().at(column).getName(), value);
        }
      }
      // Files of Delta may repeat them, as other types.
      values.putAll(part.values());
      rows.add(new Stored(values));
    }
    return rows;
  }
}
