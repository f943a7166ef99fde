package io.clientele.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The text of a configuration.
 *
 * @param request what was asked for
 * @param file the beginning of the file
 */
record ConfText(Request request, Beginning file) {

  /** Returns the configuration of a file that was mapped column by column. */
  String of(Mapping mapping, String currency) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Made by clientele init from "
            + request.path()
            + ". Lines marked \"guess\" are guesses:");
    lines.add(
        "# look at each, and at the rows that `clientele check` shows. conf/reference.conf has");
    lines.add("# every key. Columns not mapped: see there what they would be good for.");
    mapping.doubts().forEach(doubt -> lines.add("# Look at this: " + doubt + "."));
    lines.add("");
    lines.add("shop {");
    lines.add("  time-zone = " + quoted(request.zone().getId()));
    lines.add(
        "  currency = "
            + currency
            + (request.currency().isPresent() ? "" : "  # guess: the one on most rows"));
    lines.add("}");
    lines.add("");
    lines.addAll(source(mapping));
    if (mapping.isStatusOfOrder()) {
      lines.add("");
      lines.add("# guess: a status stands on one row of an order, for all of them");
      lines.add("quality.order-level = [customer_id, currency, coupon_code, status]");
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> source(Mapping mapping) {
    List<String> lines = new ArrayList<>();
    lines.add("source.orders {");
    lines.add("  format = " + file.format() + "  # guess: by its name");
    lines.add("  path = " + quoted(request.path()));
    if (!file.options().isEmpty()) {
      lines.add("  options {  # guess: by its first lines");
      file.options().forEach((name, value) -> lines.add("    " + name + " = " + quoted(value)));
      lines.add("  }");
    }
    lines.add("  columns {");
    for (Guess guess : mapping.guesses().values()) {
      lines.add("    # guess: " + guess.why());
      lines.add("    " + guess.column() + " = " + quoted(guess.sql()));
    }
    for (String needed : List.of("order_id", "customer_id", "ordered_at")) {
      if (!mapping.guesses().containsKey(needed)) {
        lines.add(
            "    # needed, and no column looks like it: of "
                + String.join(", ", file.columns().keySet()));
        lines.add("    " + needed + " = null");
      }
    }
    lines.add("  }");
    lines.add("}");
    return lines;
  }

  /**
   * Returns a ready text with what a file is written like besides: saved anew, it may be otherwise.
   */
  static String withOptions(String conf, Beginning file) {
    StringBuilder more = new StringBuilder();
    for (String name : List.of("sep", "encoding")) {
      String value = file.options().getOrDefault(name, "");
      if (!value.isEmpty() && !conf.contains("    " + name + " = ")) {
        more.append("    ").append(name).append(" = ").append(quoted(value));
        more.append("  # guess: by its first lines\n");
      }
    }
    return conf.replace("    header = true\n", "    header = true\n" + more);
  }

  /** Returns a text that has rates with a place for those of other currencies. */
  static String withRates(String conf, Set<String> foreign) {
    if (foreign.isEmpty()) {
      return conf;
    }
    StringBuilder rates =
        new StringBuilder("\n# Rows in these are rejected until you give their rates.\n");
    foreign.forEach(code -> rates.append("# shop.rates.").append(code).append(" = ...\n"));
    return conf + rates;
  }

  /** Returns a text as HOCON writes it. */
  static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t").replace("\n", "\\n")
        + "\"";
  }
}
