package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** What the customers of each cluster are like. */
public final class ClusterProfiles {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String CLUSTER = "cluster";
  public static final String FEATURE = "feature";
  public static final String CUSTOMERS = "customers";
  public static final String CUSTOMER_SHARE = "customer_share";
  public static final String MEAN = "mean";
  public static final String BASE_MEAN = "base_mean";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "Last day seen, in the shop time zone"),
          new TableColumn(CLUSTER, TEXT, "Name of the cluster"),
          new TableColumn(FEATURE, TEXT, "Column of customer_features"),
          new TableColumn(CUSTOMERS, COUNT, "Customers of the cluster"),
          new TableColumn(CUSTOMER_SHARE, RATIO, "Share of all buyers"),
          new TableColumn(
              MEAN,
              RATIO,
              "Mean of the feature over the customers of the cluster that have it, to a millionth; null where nobody has it"),
          new TableColumn(BASE_MEAN, RATIO, "The same over all buyers"));

  /** One row per segment date, cluster and feature that the clusters were made of. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "cluster_profiles",
          "One row per segment date, cluster and feature that the clusters were made of",
          List.of(SEGMENT_DATE, CLUSTER, FEATURE),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private ClusterProfiles() {}
}
