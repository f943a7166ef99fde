package io.clientele.family;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/** Optimal assignment: pairs two sets one to one so that the sum of the costs is least. */
final class Matching {

  private Matching() {}

  /**
   * Returns for each row the column it is paired with.
   *
   * @param costs one row per member of the first set, at most as many rows as columns
   */
  static int[] least(double[][] costs) {
    int[] pairs = new int[costs.length];
    if (costs.length == 0) {
      return pairs;
    }
    int size = costs[0].length;
    SimpleWeightedGraph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    Set<Integer> rows = new HashSet<>();
    Set<Integer> columns = new HashSet<>();
    for (int i = 0; i < size; i++) {
      graph.addVertex(i);
      rows.add(i);
      graph.addVertex(size + i);
      columns.add(size + i);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        // Columns left over are paired with nothing, at no cost.
        graph.setEdgeWeight(graph.addEdge(i, size + j), i < costs.length ? costs[i][j] : 0);
      }
    }
    Arrays.fill(pairs, -1);
    new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, rows, columns)
        .getMatching()
        .getEdges()
        .forEach(
            edge -> {
              int row = graph.getEdgeSource(edge);
              if (row < costs.length) {
                pairs[row] = graph.getEdgeTarget(edge) - size;
              }
            });
    return pairs;
  }
}
