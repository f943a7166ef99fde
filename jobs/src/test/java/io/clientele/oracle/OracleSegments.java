package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.Settings;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rule-made labels of every customer at the end of a day: everything but the cluster. */
final class OracleSegments {
  private static final List<String> CHANGING =
      List.of("lifecycle", "loyalty", "primary_behaviour", "rfm_segment", "price_sensitivity");

  private final Settings settings;
  private final OracleCustomers register;
  private final List<OracleCells> fitOn;
  private final LocalDate fitDate;

  /** Fits the families on the features of one day. */
  OracleSegments(
      Settings settings, OracleCustomers register, List<OracleCells> fitOn, LocalDate fitDate) {
    this.settings = settings;
    this.register = register;
    this.fitOn = fitOn;
    this.fitDate = fitDate;
  }

  /** Labels the features of a day, given the labels of the date before it. */
  List<OracleCells> label(List<OracleCells> features, LocalDate date, List<OracleCells> before) {
    FamiliesSettings families = settings.families();
    OracleLifecycle lifecycle = new OracleLifecycle(fitOn, families);
    OracleLoyalty loyalty = new OracleLoyalty(fitOn, families);
    OracleBehaviour behaviour = new OracleBehaviour(fitOn, families);
    OracleRfm rfm = new OracleRfm(fitOn, families);
    OraclePrices prices = new OraclePrices(fitOn, families.priceSensitivity());
    OracleCustom custom = new OracleCustom(families.custom(), register);
    OracleReadyMade readyMade = new OracleReadyMade(settings, date);
    Map<String, OracleCells> earlier = new TreeMap<>();
    before.forEach(row -> earlier.put(row.text(CustomerSegments.CUSTOMER_ID), row));
    List<OracleCells> rows = new ArrayList<>();
    for (OracleCells customer : features) {
      String id = customer.text(CustomerFeatures.CUSTOMER_ID);
      OracleCells row = new OracleCells();
      row.put(CustomerSegments.CUSTOMER_ID, id).put(CustomerSegments.SEGMENT_DATE, date);
      row.put(CustomerSegments.CONTROL_BUCKET, bucket(id));
      row.putAll(lifecycle.label(customer)).put(CustomerSegments.LIFECYCLE_FIT_DATE, fitDate);
      row.put(CustomerSegments.LOYALTY, loyalty.label(customer));
      row.put(CustomerSegments.LOYALTY_FIT_DATE, fitDate);
      row.putAll(readyMade.flags(customer));
      row.putAll(behaviour.label(customer, row.text(CustomerSegments.LIFECYCLE)));
      row.putAll(rfm.label(customer));
      row.put(CustomerSegments.PRICE_SENSITIVITY, prices.label(customer));
      row.put(CustomerSegments.BEHAVIOUR_FIT_DATE, fitDate);
      row.put(CustomerSegments.RFM_FIT_DATE, fitDate);
      row.put(CustomerSegments.PRICE_SENSITIVITY_FIT_DATE, fitDate);
      row.put(CustomerSegments.CUSTOM_SEGMENTS, custom.label(customer, row));
      OracleCells last = earlier.getOrDefault(id, new OracleCells());
      CHANGING.forEach(label -> row.putAll(change(label, row, last, date)));
      rows.add(row);
    }
    return rows;
  }

  /** The previous different label and the day of the change, given the row of an earlier date. */
  static OracleCells change(String label, OracleCells row, OracleCells last, LocalDate date) {
    OracleCells change = new OracleCells();
    String previous = label + "_previous";
    String changedAt = label + "_changed_at";
    if (!last.all().containsKey(label) || last.get(label) == null || row.get(label) == null) {
      return change.put(previous, null).put(changedAt, null);
    }
    if (last.text(label).equals(row.text(label))) {
      return change.put(previous, last.get(previous)).put(changedAt, last.get(changedAt));
    }
    return change.put(previous, last.get(label)).put(changedAt, date);
  }

  private int bucket(String id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      String salted = settings.segments().controlSalt() + ":" + id;
      String hex = HexFormat.of().formatHex(sha.digest(salted.getBytes(StandardCharsets.UTF_8)));
      BigInteger number = new BigInteger(hex.substring(0, 15), 16);
      return number.mod(BigInteger.valueOf(10_000)).intValueExact();
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }
}
