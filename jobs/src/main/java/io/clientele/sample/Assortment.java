package io.clientele.sample;

import java.util.List;
import java.util.Locale;

/** What the shop sells: categories of products from cheap to dear. */
final class Assortment {
  private static final int PRODUCTS = 60;

  private static final List<Category> CATEGORIES =
      List.of(
          new Category("Beauty", 1_800, 10, 0.6),
          new Category("Books", 1_400, 14, 0.3),
          new Category("Electronics", 9_000, 8, 1.2),
          new Category("Fashion", 3_500, 16, 3.0),
          new Category("Garden", 2_800, 6, 0.7),
          new Category("Grocery", 600, 14, 0.1),
          new Category("Home", 4_200, 9, 0.8),
          new Category("Kitchen", 2_600, 7, 0.8),
          new Category("Pets", 1_500, 6, 0.2),
          new Category("Shoes", 6_500, 8, 2.8),
          new Category("Sports", 4_800, 7, 1.2),
          new Category("Toys", 2_200, 9, 0.7));

  private static final double DEMAND = CATEGORIES.stream().mapToDouble(Category::demand).sum();

  private Assortment() {}

  /** Draws a category by demand. */
  static Category category(Randomness random) {
    double left = random.share() * DEMAND;
    for (Category category : CATEGORIES) {
      left -= category.demand();
      if (left < 0) {
        return category;
      }
    }
    return CATEGORIES.get(CATEGORIES.size() - 1);
  }

  /** Draws a product of the category, the dearer the higher the spend level of 0 to 1. */
  static Product product(Category category, double spendLevel, Randomness random) {
    double level = spendLevel + 0.2 * random.gaussian();
    int rank = (int) (Math.max(0, Math.min(level, 0.999)) * PRODUCTS);
    return new Product(category, rank);
  }

  /**
   * A category.
   *
   * @param name what the order lines call it
   * @param middlePrice price of its middle product in cents
   * @param demand weight among the categories
   * @param returns how often its products come back, 1 is usual
   */
  record Category(String name, int middlePrice, int demand, double returns) {}

  /**
   * A product.
   *
   * @param category its category
   * @param rank place by price in the category, from 0
   */
  record Product(Category category, int rank) {

    String id() {
      String prefix = category.name().substring(0, 3).toUpperCase(Locale.ROOT);
      return Numbering.id(prefix + '-', rank, 2);
    }

    /** Returns the list price in cents, ending in 9: a quarter to four times the middle one. */
    long price() {
      double height = StrictMath.exp((rank - PRODUCTS / 2.0) / PRODUCTS * 2.8);
      return Math.round(category.middlePrice() * height / 10) * 10 - 1;
    }
  }
}
