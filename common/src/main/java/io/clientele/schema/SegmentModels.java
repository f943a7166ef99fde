package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** The fitted models, readable: what the labels of a date were decided by. */
public final class SegmentModels {
  public static final String FAMILY = "family";
  public static final String MODEL = "model";
  public static final String FIT_DATE = "fit_date";
  public static final String HASH = "hash";
  public static final String PARAMETERS = "parameters";
  public static final String N = "n";
  public static final String INPUT_VERSIONS = "input_versions";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(FAMILY, TEXT, "prediction, lifecycle, loyalty or clusters"),
          new TableColumn(MODEL, TEXT, "Method, such as rhythm, quantile or k-means"),
          new TableColumn(FIT_DATE, DAY, "Segment date whose features the model was fitted on"),
          new TableColumn(
              HASH, TEXT, "SHA-256 of the family settings, mapping, time zone and row rules"),
          new TableColumn(
              PARAMETERS, TEXT, "Cuts, centroids and the like as JSON at full precision"),
          new TableColumn(N, COUNT, "Customers the model was fitted on"),
          new TableColumn(
              INPUT_VERSIONS, TEXT, "Versions of the tables it was fitted on, as JSON"));

  /** One row per family, model, fit date and hash. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "segment_models",
          "One row per family, model, fit date and hash",
          List.of(FAMILY, MODEL, FIT_DATE, HASH),
          Optional.of(FIT_DATE),
          COLUMNS);

  private SegmentModels() {}
}
