package io.clientele.settings;

/** How the warehouse's tables are stored. */
public enum WarehouseFormat {
  /** Delta Lake: every table's date is old or new, never mixed, on any storage. */
  DELTA,
  /** Plain Parquet folders: for local disks and HDFS. */
  PARQUET
}
