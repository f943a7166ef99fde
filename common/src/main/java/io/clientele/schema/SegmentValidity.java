package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.FLAG;
import static io.clientele.schema.ColumnType.MONEY;
import static io.clientele.schema.ColumnType.RATIO;
import static io.clientele.schema.ColumnType.TEXT;
import static io.clientele.schema.ColumnType.WHOLE;

import java.util.List;
import java.util.Optional;

/** What the customers of each segment did afterwards: a backtest on the shop's own history. */
public final class SegmentValidity {
  public static final String SEGMENT_DATE = "segment_date";
  public static final String SNAPSHOT_DATE = "snapshot_date";
  public static final String HORIZON_DAYS = "horizon_days";
  public static final String FAMILY = "family";
  public static final String METHOD = "method";
  public static final String SEGMENT = "segment";
  public static final String CUSTOMERS = "customers";
  public static final String RETURNED = "returned";
  public static final String RETURN_SHARE = "return_share";
  public static final String LIFT = "lift";
  public static final String SPEND = "spend";
  public static final String SPEND_PER_CUSTOMER = "spend_per_customer";
  public static final String PREDICTED_SHARE = "predicted_share";
  public static final String PURCHASE_DAYS = "purchase_days";
  public static final String PREDICTED_PURCHASE_DAYS = "predicted_purchase_days";
  public static final String LABEL_AUC = "label_auc";
  public static final String SCORE_AUC = "score_auc";
  public static final String IS_MONOTONE = "is_monotone";
  public static final String TRULY_ACTIVE_SHARE = "truly_active_share";
  public static final String TRUTH_AUC = "truth_auc";

  /** The segment of all buyers, whose row carries what is said of a method as a whole. */
  public static final String ALL = "all";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(SEGMENT_DATE, DAY, "As-of date of the judgement: the last day known"),
          new TableColumn(
              SNAPSHOT_DATE,
              DAY,
              "Past date whose segments are judged, computed as if it were today"),
          new TableColumn(HORIZON_DAYS, WHOLE, "Days after the snapshot that are looked at"),
          new TableColumn(
              FAMILY,
              TEXT,
              "base, lifecycle, loyalty, ready_made, behaviour, prediction, or custom:NAME for a custom segment"),
          new TableColumn(METHOD, TEXT, "Method, such as rhythm"),
          new TableColumn(
              SEGMENT,
              TEXT,
              "Stage, tier, flag, in or not in a custom segment, or decile of predicted return (1 lowest); all for every buyer"),
          new TableColumn(CUSTOMERS, COUNT, "Buyers in the segment on the snapshot date"),
          new TableColumn(RETURNED, COUNT, "Those of them who bought within the horizon"),
          new TableColumn(RETURN_SHARE, RATIO, "Returned over customers; null without customers"),
          new TableColumn(
              LIFT,
              RATIO,
              "Return share over that of all buyers: 1 says nothing; null where that is 0"),
          new TableColumn(
              SPEND, MONEY, "Gross revenue within the horizon; null where no amount is mapped"),
          new TableColumn(SPEND_PER_CUSTOMER, RATIO, "Spend over customers"),
          new TableColumn(
              PREDICTED_SHARE,
              RATIO,
              "Mean probability of a purchase within the horizon; null where nothing is predicted"),
          new TableColumn(PURCHASE_DAYS, COUNT, "Days with a purchase within the horizon, summed"),
          new TableColumn(
              PREDICTED_PURCHASE_DAYS,
              RATIO,
              "Their predicted sum; null where nothing is predicted"),
          new TableColumn(
              LABEL_AUC,
              RATIO,
              "Probability that a returning buyer is in a better segment than one who does not return, ties half; only for all"),
          new TableColumn(
              SCORE_AUC,
              RATIO,
              "The same of the number behind the segments, before it is cut; only for all"),
          new TableColumn(
              IS_MONOTONE,
              FLAG,
              "Whether the return share falls from Active to Lost; only for all, null with fewer than two of these stages"),
          new TableColumn(
              TRULY_ACTIVE_SHARE,
              RATIO,
              "Share that had really not left, where the truth is known; null elsewhere"),
          new TableColumn(
              TRUTH_AUC,
              RATIO,
              "As score_auc, against the truth instead of a purchase; only for all"));

  /** One row per judgement, snapshot, family, method and segment. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "segment_validity",
          "One row per judgement, snapshot, family, method and segment",
          List.of(SEGMENT_DATE, SNAPSHOT_DATE, FAMILY, METHOD, SEGMENT),
          Optional.of(SEGMENT_DATE),
          COLUMNS);

  private SegmentValidity() {}
}
