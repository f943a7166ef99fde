package io.clientele.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the block {@code families}, longer blocks aside. */
final class FamiliesReader {

  private FamiliesReader() {}

  static FamiliesSettings read(Section families, CustomReader custom) {
    return new FamiliesSettings(
        families.choice("count", PurchaseCount.class),
        families.whole("fit-limit", Limits.atLeast(1)),
        prediction(families.section("prediction")),
        lifecycle(families.section("lifecycle")),
        loyalty(families.section("loyalty")),
        new ReadyMadeSettings(families.section("ready-made").flag("enabled")),
        ClustersReader.read(families.section("clusters")),
        behaviour(families.section("behaviour")),
        RfmReader.read(families.section("rfm")),
        priceSensitivity(families.section("price-sensitivity")),
        custom.read(families.section("custom")));
  }

  private static LifecycleSettings lifecycle(Section section) {
    LifecycleRule rule = section.choice("method", LifecycleRule.class);
    return new LifecycleSettings(
        section.flag("enabled"),
        rule.selection(),
        rule.method(),
        section.choice("refit", Refit.class),
        section.whole("just-ordered-days", Limits.atLeast(0)),
        section.number("prior-weight", Limits.above(0)),
        section.number("max-patience", Limits.atLeast(1)),
        section.number("min-spread", Limits.above(1)),
        section.whole("min-gaps", Limits.atLeast(1)),
        returnStages(section.section("model")),
        fixed(section.section("fixed")));
  }

  private static PredictionSettings prediction(Section section) {
    return new PredictionSettings(
        section.flag("enabled"),
        section.choice("method", PredictionMethod.class),
        section.choice("refit", Refit.class),
        section.whole("min-customers", Limits.atLeast(1)),
        section.whole("min-repeat-customers", Limits.atLeast(1)),
        season(section));
  }

  private static List<Double> season(Section section) {
    String need =
        "needs twelve numbers, January first, each 0 or more and one above 0, or [] for none";
    List<String> texts = section.texts("season");
    List<Double> months = new ArrayList<>();
    for (String text : texts) {
      try {
        months.add(new BigDecimal(text).doubleValue());
      } catch (NumberFormatException notANumber) {
        section.problem("season", "has " + text, need);
        return List.of();
      }
    }
    boolean isYear = months.size() == 12 && months.stream().allMatch(month -> month >= 0);
    if (!months.isEmpty() && !(isYear && months.stream().anyMatch(month -> month > 0))) {
      section.problem("season", "is " + texts, need);
      return List.of();
    }
    return months;
  }

  private static ReturnStages returnStages(Section section) {
    ReturnCuts cuts = section.choice("cuts", ReturnCuts.class);
    Limits limits = cuts == ReturnCuts.SHARE ? Limits.above(0) : Limits.between(0, 1);
    ReturnStages stages =
        new ReturnStages(
            cuts, section.number("active", limits), section.number("slipping-away", limits));
    if (section.sound("active")
        && section.sound("slipping-away")
        && stages.slippingAway() >= stages.active()) {
      section.problem("slipping-away", "is " + stages.slippingAway(), "needs less than active");
    }
    return stages;
  }

  private static FixedStages fixed(Section section) {
    FixedStages stages =
        new FixedStages(
            section.whole("just-ordered", Limits.atLeast(0)),
            section.whole("active", Limits.atLeast(0)),
            section.whole("slipping-away", Limits.atLeast(0)));
    if (section.sound("just-ordered")
        && section.sound("active")
        && stages.active() <= stages.justOrdered()) {
      section.problem("active", "is " + stages.active(), "needs more days than just-ordered");
    }
    if (section.sound("active")
        && section.sound("slipping-away")
        && stages.slippingAway() <= stages.active()) {
      section.problem(
          "slipping-away", "is " + stages.slippingAway(), "needs more days than active");
    }
    return stages;
  }

  private static LoyaltySettings loyalty(Section section) {
    boolean enabled = section.flag("enabled");
    LoyaltyMethod method = section.choice("method", LoyaltyMethod.class);
    LoyaltyWindow window = section.choice("window", LoyaltyWindow.class);
    Refit refit = section.choice("refit", Refit.class);
    int minRepeatCustomers = section.whole("min-repeat-customers", Limits.atLeast(0));
    Section frequentSection = section.section("frequent");
    Section vipSection = section.section("vip");
    TierCut frequent = tier(frequentSection);
    TierCut vip = tier(vipSection);
    refuseFalling(frequentSection, frequent, vipSection, vip);
    return new LoyaltySettings(enabled, method, window, refit, minRepeatCustomers, frequent, vip);
  }

  private static BehaviourSettings behaviour(Section section) {
    Section couponLover = section.section("coupon-lover");
    return new BehaviourSettings(
        section.flag("enabled"),
        section.choice("refit", Refit.class),
        spender(section.section("high-spender")),
        new BehaviourSettings.CartAbandoner(
            section.section("cart-abandoner").whole("min-abandoned", Limits.atLeast(1))),
        new BehaviourSettings.CouponLover(
            couponLover.whole("min-purchases", Limits.atLeast(1)),
            couponLover.number("min-share", Limits.within(0, 1)),
            couponLover.number("max-chance", Limits.between(0, 1))),
        spender(section.section("low-spender")),
        section.section("inactive").optionalWhole("after-days", Limits.atLeast(0)));
  }

  private static BehaviourSettings.Spender spender(Section section) {
    return new BehaviourSettings.Spender(
        section.number("quantile", Limits.between(0, 1)),
        section.whole("min-purchases", Limits.atLeast(1)));
  }

  private static PriceSensitivitySettings priceSensitivity(Section section) {
    return new PriceSensitivitySettings(
        section.flag("enabled"),
        section.choice("refit", Refit.class),
        section.whole("min-items", Limits.atLeast(0)),
        section.number("deviations", Limits.above(0)));
  }

  private static TierCut tier(Section section) {
    return new TierCut(
        section.number("quantile", Limits.between(0, 1)),
        section.whole("minimum", Limits.atLeast(2)));
  }

  private static void refuseFalling(
      Section frequentSection, TierCut frequent, Section vipSection, TierCut vip) {
    if (frequentSection.sound("quantile")
        && vipSection.sound("quantile")
        && vip.quantile() < frequent.quantile()) {
      vipSection.problem(
          "quantile", "is " + vip.quantile(), "needs at least frequent's, " + frequent.quantile());
    }
    if (frequentSection.sound("minimum")
        && vipSection.sound("minimum")
        && vip.minimum() <= frequent.minimum()) {
      vipSection.problem(
          "minimum", "is " + vip.minimum(), "needs more than frequent's, " + frequent.minimum());
    }
  }
}
