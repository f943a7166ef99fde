package io.clientele.family;

import io.clientele.schema.CustomerSegments;
import java.util.List;
import java.util.Optional;

/**
 * Where customer_segments says who is in the segments of a family.
 *
 * @param family the family, as segment_summary names it
 * @param column a label, which names the segment, or a flag named like the segment
 */
public record Member(String family, String column) {
  /** The family of the whole base. */
  public static final String BASE = "base";

  /** The segment of everyone. */
  public static final String ALL = "all";

  /** The family of the ready-made flags. */
  public static final String READY_MADE = "ready_made";

  /** The family of the behaviour flags. */
  public static final String BEHAVIOUR = "behaviour";

  /** The family of the RFM segments. */
  public static final String RFM = "rfm";

  /** The family of the segments of the configuration. */
  public static final String CUSTOM = "custom";

  /** The label of those whom a segment of the configuration holds. */
  public static final String IN = "in";

  /** The label of all others. */
  public static final String NOT_IN = "not in";

  private static final String CUSTOM_PREFIX = CUSTOM + ":";

  /** Returns the family that a segment of the configuration is, with the labels in and not in. */
  public static String custom(String segment) {
    return CUSTOM_PREFIX + segment;
  }

  /** Returns the segment of the configuration that a family is; empty for all other families. */
  public static Optional<String> customSegment(String family) {
    return family.startsWith(CUSTOM_PREFIX)
        ? Optional.of(family.substring(CUSTOM_PREFIX.length()))
        : Optional.empty();
  }

  /** The labels, in the order summaries show them. */
  public static final List<Member> LABELS =
      List.of(
          new Member(CustomerSegments.LIFECYCLE, CustomerSegments.LIFECYCLE),
          new Member(CustomerSegments.LOYALTY, CustomerSegments.LOYALTY),
          new Member(CustomerSegments.CLUSTER, CustomerSegments.CLUSTER),
          new Member(CustomerSegments.PRIMARY_BEHAVIOUR, CustomerSegments.PRIMARY_BEHAVIOUR),
          new Member(RFM, CustomerSegments.RFM_SEGMENT),
          new Member(CustomerSegments.PRICE_SENSITIVITY, CustomerSegments.PRICE_SENSITIVITY));

  /** The flags, in the order summaries show them. */
  public static final List<Member> FLAGS =
      List.of(
          new Member(READY_MADE, CustomerSegments.NEW_CUSTOMERS),
          new Member(READY_MADE, CustomerSegments.RECENT_BUYERS_30D),
          new Member(READY_MADE, CustomerSegments.RECENT_BUYERS_90D),
          new Member(READY_MADE, CustomerSegments.NON_BUYERS_30D),
          new Member(READY_MADE, CustomerSegments.NON_BUYERS_90D),
          new Member(READY_MADE, CustomerSegments.FREQUENT_BUYERS),
          new Member(READY_MADE, CustomerSegments.LAPSED_CUSTOMERS),
          new Member(BEHAVIOUR, CustomerSegments.HIGH_SPENDER),
          new Member(BEHAVIOUR, CustomerSegments.CART_ABANDONER),
          new Member(BEHAVIOUR, CustomerSegments.ABANDONED_CART_OPEN),
          new Member(BEHAVIOUR, CustomerSegments.COUPON_LOVER),
          new Member(BEHAVIOUR, CustomerSegments.LOW_SPENDER),
          new Member(BEHAVIOUR, CustomerSegments.ONE_TIME),
          new Member(BEHAVIOUR, CustomerSegments.INACTIVE));
}
