package io.clientele.family;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.clientele.prediction.PurchaseHistories;
import io.clientele.prediction.Season;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.ReturnStages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The stages of buyers on past dates by every method of lifecycle, and who of each stage returned.
 * Each row carries the numbers fitted on its date, so that all dates are labelled in one plan, and
 * the work that Spark plans is the same for three dates as for six.
 *
 * @param families the settings
 * @param past the dates
 */
record PastStages(FamiliesSettings families, PastBuyers past) {
  private static final String ACTIVE = "active_cut";
  private static final String SLIPPING_AWAY = "slipping_away_cut";
  private static final String WAY = "way";

  /**
   * Some buyers of a date.
   *
   * @param date its number
   * @param method the method that labelled them
   * @param stage their stage
   * @param people how many they are, and how many of them returned
   */
  record Seen(int date, LifecycleMethod method, String stage, Separation.Group people) {}

  /**
   * Returns who is in each stage. A date on which the shop was too small for any but fixed days is
   * left out, and so is method model where nothing is predicted on a date.
   *
   * @param all what {@link PastBuyers#of} gave, read several times
   */
  List<Seen> of(Dataset<Row> all) {
    Map<Integer, ShopGaps.Measured> shops = shops(all);
    if (shops.isEmpty()) {
      return List.of();
    }
    Map<Integer, Map<String, Column>> carried = new TreeMap<>();
    double prior = families.lifecycle().priorWeight();
    Lifecycle lifecycle = new Lifecycle(families);
    shops.forEach(
        (date, shop) ->
            carried.put(date, StageNumbers.literals(lifecycle.parameters(shop), prior)));
    Map<LifecycleMethod, Column> stages = new EnumMap<>(LifecycleMethod.class);
    for (LifecycleMethod method : LifecycleMethod.values()) {
      stages.put(method, limits(method).stage());
    }
    stages.remove(LifecycleMethod.MODEL);
    if (families.prediction().enabled()) {
      stages.put(LifecycleMethod.MODEL, predicted(all, shops, carried));
    }
    return counted(past.on(all, carried), stages);
  }

  /** The dates with enough gaps. */
  private Map<Integer, ShopGaps.Measured> shops(Dataset<Row> all) {
    Dataset<Row> buyers =
        past.on(all, nothing(IntStream.range(0, past.dates().size()).boxed().toList()));
    Map<Integer, ShopGaps.Measured> shops = ShopGaps.of(buyers, col(PastBuyers.NUMBER));
    Lifecycle lifecycle = new Lifecycle(families);
    shops.values().removeIf(shop -> !lifecycle.isEnough(shop.gaps()));
    return shops;
  }

  private static Map<Integer, Map<String, Column>> nothing(List<Integer> dates) {
    return dates.stream().collect(Collectors.toMap(date -> date, date -> Map.of()));
  }

  private StageLimits limits(LifecycleMethod method) {
    StageNumbers numbers = StageNumbers.carried(method);
    return new StageLimits(
        families, numbers, numbers.expectedGap(families.lifecycle().priorWeight()));
  }

  /**
   * Returns the stage by method model; null on dates where nothing is predicted.
   *
   * @param carried takes the models of the dates in
   */
  private Column predicted(
      Dataset<Row> all,
      Map<Integer, ShopGaps.Measured> shops,
      Map<Integer, Map<String, Column>> carried) {
    Map<Integer, PredictionModel> models = models(all, shops);
    Map<Integer, Map<String, Column>> odds = new TreeMap<>();
    models.forEach((date, model) -> odds.put(date, PurchaseOdds.literals(model.purchases())));
    Column returns = returns(models.values());
    Map<Integer, Double> means =
        ReturnStage.meansOf(past.on(all, odds), returns, col(PastBuyers.NUMBER));
    ReturnStages cuts = families.lifecycle().model();
    for (Map.Entry<Integer, Map<String, Column>> entry : carried.entrySet()) {
      Map<String, Column> date = entry.getValue();
      Double mean = means.get(entry.getKey());
      date.putAll(odds.getOrDefault(entry.getKey(), PurchaseOdds.literals(null)));
      date.put(ACTIVE, cut(cuts, cuts.active(), mean));
      date.put(SLIPPING_AWAY, cut(cuts, cuts.slippingAway(), mean));
    }
    return when(
        col(ACTIVE).isNotNull(),
        ReturnStage.stage(limits(LifecycleMethod.MODEL), returns, col(ACTIVE), col(SLIPPING_AWAY)));
  }

  private static Column cut(ReturnStages cuts, double least, @Nullable Double mean) {
    return lit(mean == null ? null : ReturnStage.cut(cuts, least, mean)).cast("double");
  }

  /** No season is estimated for a past date: whoever gives one gives the same for all. */
  private Column returns(Collection<PredictionModel> models) {
    Optional<Season> season =
        models.stream().flatMap(each -> each.seasonModel().stream()).findAny();
    PurchaseOdds odds =
        PurchaseOdds.carried(families.prediction().method(), new OperationalTime(season));
    return odds.alive().multiply(odds.purchaseOfTheLiving(lit(ReturnStage.WEEKS)));
  }

  private Map<Integer, PredictionModel> models(
      Dataset<Row> all, Map<Integer, ShopGaps.Measured> shops) {
    Map<Integer, PurchaseHistories> histories =
        PredictionFit.histories(fitSet(all, shops), col(PastBuyers.NUMBER));
    // Mathematics alone: the cores have nothing else to do meanwhile.
    return histories.entrySet().parallelStream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new PredictionFit(families.prediction(), past.dates().get(entry.getKey()))
                        .of(entry.getValue(), Optional.empty())));
  }

  /** Whom models are fitted on, as {@link FitSet} chooses them on each date. */
  private Dataset<Row> fitSet(Dataset<Row> all, Map<Integer, ShopGaps.Measured> shops) {
    int limit = families.fitLimit();
    Map<Boolean, List<Integer>> isWithin =
        shops.entrySet().stream()
            .collect(
                Collectors.partitioningBy(
                    entry -> entry.getValue().customers() <= limit,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    List<Dataset<Row>> sets = new ArrayList<>();
    List<Integer> whole = isWithin.getOrDefault(true, List.of());
    if (!whole.isEmpty()) {
      sets.add(past.on(all, nothing(whole)));
    }
    for (int date : isWithin.getOrDefault(false, List.of())) {
      sets.add(FitSet.smallest(past.on(all, nothing(List.of(date))), limit));
    }
    return sets.stream().reduce(Dataset::union).orElseThrow();
  }

  private static List<Seen> counted(Dataset<Row> buyers, Map<LifecycleMethod, Column> stages) {
    List<Column> ways = new ArrayList<>();
    stages.forEach(
        (method, stage) -> ways.add(struct(lit(method.name()).as("method"), stage.as("stage"))));
    return buyers
        .select(
            col(PastBuyers.NUMBER),
            col(PastBuyers.RETURNED),
            explode(array(ways.toArray(Column[]::new))).as(WAY))
        .filter(col("way.stage").isNotNull())
        .groupBy(
            col("way.method").as("method"), col("way.stage").as("stage"), col(PastBuyers.NUMBER))
        .agg(count(lit(1)).as("people"), count_if(col(PastBuyers.RETURNED)).as("returned"))
        .select(PastBuyers.NUMBER, "method", "stage", "people", "returned")
        .collectAsList()
        .stream()
        .map(
            row ->
                new Seen(
                    row.getInt(0),
                    LifecycleMethod.valueOf(row.getString(1)),
                    row.getString(2),
                    new Separation.Group(row.getLong(3), row.getLong(4))))
        .toList();
  }
}
