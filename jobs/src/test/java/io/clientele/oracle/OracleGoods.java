package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a customer bought, by product and category.
 *
 * @param shop the shop
 */
record OracleGoods(OracleShop shop) {

  OracleCells cells(List<OracleOrder> purchases) {
    Set<String> products = new HashSet<>();
    TreeMap<String, Long> categories = new TreeMap<>();
    for (OracleOrder purchase : purchases) {
      for (OracleOrder.Good good : purchase.goods()) {
        good.product().ifPresent(products::add);
        good.category().ifPresent(name -> categories.merge(name, good.gross(), Long::sum));
      }
    }
    OracleCells row = new OracleCells();
    row.put(CustomerFeatures.DISTINCT_PRODUCTS, countIf("product_id", products.size()));
    row.put(CustomerFeatures.DISTINCT_CATEGORIES, countIf("category", categories.size()));
    row.put(CustomerFeatures.TOP_CATEGORY, null);
    row.put(CustomerFeatures.TOP_CATEGORY_SHARE, null);
    if (shop.money().known() && !categories.isEmpty()) {
      String top = top(categories);
      long all = categories.values().stream().mapToLong(Long::longValue).sum();
      long own = categories.getOrDefault(top, 0L);
      row.put(CustomerFeatures.TOP_CATEGORY, top);
      row.put(
          CustomerFeatures.TOP_CATEGORY_SHARE,
          OracleCells.ratio(shop.money().amount(own), shop.money().amount(all)));
    }
    return row;
  }

  private @Nullable Long countIf(String column, long count) {
    return shop.maps(column) ? count : null;
  }

  private static String top(SortedMap<String, Long> categories) {
    String top = categories.firstKey();
    long most = Long.MIN_VALUE;
    for (Map.Entry<String, Long> category : categories.entrySet()) {
      if (category.getValue() > most) {
        top = category.getKey();
        most = category.getValue();
      }
    }
    return top;
  }
}
