package io.clientele.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.WarehouseFormat;
import io.clientele.settings.WarehouseSettings;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a warehouse says of its storage. */
class CautionTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"file:/shop", "hdfs://host:8020/shop", "viewfs://host/shop"})
  void parquetIsSilentWhereAFolderIsRenamedInOneStep(String root) {
    assertThat(parquet(root).caution()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a://bucket/shop", "gs://bucket/shop", "abfss://box@account/shop"})
  void parquetWarnsWhereAFolderIsCopied(String root) {
    assertThat(parquet(root).caution())
        .hasValue(
            "The warehouse is plain Parquet on "
                + root
                + ", where renaming a folder takes many steps: a reader, or a run after a kill, may"
                + " find a date in part. Only warehouse.format = delta is whole or not at all"
                + " there.");
  }

  @Test
  void deltaIsSilent() {
    WarehouseSettings warehouse =
        new WarehouseSettings(folder.toString(), WarehouseFormat.DELTA, Optional.empty());

    assertThat(Storage.look(LocalSpark.session(), warehouse, Sales.MONEY).caution()).isEmpty();
  }

  private Tables parquet(String root) {
    Folders here = Folders.of(LocalSpark.session(), folder.toString());
    return new ParquetTables(
        LocalSpark.session(),
        new Folders(here.files(), new org.apache.hadoop.fs.Path(root)),
        Sales.MONEY,
        new Catalog(LocalSpark.session(), Optional.empty()));
  }
}
