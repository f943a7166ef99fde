package io.clientele.jobs;

import java.util.List;

/**
 * What forget did, or would do. It holds no id.
 *
 * @param people how many people it is about
 * @param tables what goes of each table that is there
 */
public record Forgotten(People people, List<ForgottenRows> tables) {

  /** Keeps its own copy. */
  public Forgotten {
    tables = List.copyOf(tables);
  }

  /**
   * How many people.
   *
   * @param asked different ids in the file
   * @param known those of them that a table knows
   * @param listed those of them that were not kept out before
   */
  public record People(long asked, long known, long listed) {}
}
