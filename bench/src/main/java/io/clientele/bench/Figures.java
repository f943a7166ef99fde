package io.clientele.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Tells measurements as Markdown: {@code Figures RESULTS TARGETS}, both CSV. Of every size, case
 * and side the newest session counts; commands of one run are added up; medians of the runs are
 * shown.
 */
public final class Figures {
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

  private Figures() {}

  /**
   * One run.
   *
   * @param cpu seconds of user and system time
   * @param wall seconds
   * @param peak KiB of resident memory; 0 where unknown
   */
  record Sample(double cpu, double wall, double peak) {
    Sample plus(Sample other) {
      return new Sample(cpu + other.cpu, wall + other.wall, Math.max(peak, other.peak));
    }
  }

  /** Prints both tables. */
  public static void main(String[] arguments) throws IOException {
    Figures figures = new Figures();
    figures.read(Files.readAllLines(Path.of(arguments[0])));
    figures.printMeasured();
    figures.printTargets(Files.readAllLines(Path.of(arguments[1])));
  }

  private void read(List<String> lines) {
    Map<String, String> newest = new LinkedHashMap<>();
    Map<String, Map<Integer, Sample>> runs = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      String key = cells[1] + "," + cells[2] + "/" + cells[3];
      if (!cells[0].equals(newest.put(key, cells[0]))) {
        runs.put(key, new TreeMap<>());
      }
      Sample sample =
          new Sample(
              Double.parseDouble(cells[5]),
              Double.parseDouble(cells[6]),
              Double.parseDouble(cells[7]));
      runs.getOrDefault(key, new TreeMap<>())
          .merge(Integer.valueOf(cells[4]), sample, Sample::plus);
    }
    runs.forEach((key, sampled) -> samples.put(key, new ArrayList<>(sampled.values())));
  }

  private void printMeasured() {
    System.out.println("| size | case | side | runs | CPU s | wall s | peak memory |");
    System.out.println("|---|---|---|---|---|---|---|");
    samples.forEach(
        (key, runs) -> {
          String[] place = key.split("[,/]", -1);
          System.out.printf(
              Locale.ROOT,
              "| %s | %s | %s | %d | %s | %s | %s |%n",
              place[0],
              place[1],
              place[2],
              runs.size(),
              spread(runs, Sample::cpu),
              spread(runs, Sample::wall),
              memory(median(runs, Sample::peak)));
        });
  }

  private void printTargets(List<String> lines) {
    System.out.println();
    System.out.println("| size | figure | measured | at most | |");
    System.out.println("|---|---|---|---|---|");
    lines.stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split(",", 6))
        .forEach(
            cells -> {
              double most = Double.parseDouble(cells[4]);
              Optional<Double> measured = measured(cells);
              System.out.printf(
                  Locale.ROOT,
                  "| %s | %s | %s | %.1f | %s |%n",
                  cells[0],
                  cells[5].replace("\"", ""),
                  measured
                      .map(value -> String.format(Locale.ROOT, "%.2f", value))
                      .orElse("not measured"),
                  most,
                  measured.map(value -> value <= most ? "met" : "**missed**").orElse(""));
            });
  }

  private Optional<Double> measured(String[] cells) {
    ToDoubleFunction<Sample> figure = cells[1].equals("cpu") ? Sample::cpu : Sample::wall;
    Optional<Double> ours = value(cells[0], cells[2], figure);
    return cells[3].isEmpty()
        ? ours
        : ours.flatMap(mine -> value(cells[0], cells[3], figure).map(theirs -> mine / theirs));
  }

  /** The median of a case and side, which may name another size behind an at sign. */
  private Optional<Double> value(String size, String place, ToDoubleFunction<Sample> figure) {
    String[] parts = place.split("@", -1);
    String key = (parts.length > 1 ? parts[1] : size) + "," + parts[0];
    return Optional.ofNullable(samples.get(key)).map(runs -> median(runs, figure));
  }

  private static String spread(List<Sample> runs, ToDoubleFunction<Sample> figure) {
    double[] values = runs.stream().mapToDouble(figure).sorted().toArray();
    String median = String.format(Locale.ROOT, "%.1f", median(runs, figure));
    return values.length == 1
        ? median
        : String.format(
            Locale.ROOT, "%s (%.1f-%.1f)", median, values[0], values[values.length - 1]);
  }

  private static double median(List<Sample> runs, ToDoubleFunction<Sample> figure) {
    double[] values = runs.stream().mapToDouble(figure).toArray();
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static String memory(double kib) {
    return kib == 0 ? "-" : String.format(Locale.ROOT, "%.1f GiB", kib / 1024 / 1024);
  }
}
