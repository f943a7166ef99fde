package io.clientele.oracle;

import java.util.ArrayList;
import java.util.List;

/** The generated shop with its hand-made edges. */
final class GeneratedShop {

  private GeneratedShop() {}

  /** Returns all source rows of the shop of a seed. */
  static OracleShop.Raw raw(long seed) {
    List<OracleRow> orders = new ArrayList<>(GeneratedOrders.of(seed));
    List<OracleRow> customers = GeneratedPeople.customers(seed + 1);
    List<OracleRow> events = new ArrayList<>(GeneratedPeople.events(seed + 2, orders));
    orders.addAll(NastyCases.orders());
    events.addAll(NastyCases.events());
    return new OracleShop.Raw(orders, customers, events);
  }
}
