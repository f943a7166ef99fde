package io.clientele.report;

import java.util.List;

/**
 * A part of the report.
 *
 * @param id its anchor
 * @param title its heading
 * @param lead what there is to see, in a sentence or two
 * @param charts its charts, each with the table behind it
 * @param cards its cards, each a segment and what to do
 * @param notes what the reader should know besides
 */
public record Section(
    String id,
    String title,
    String lead,
    List<Chart> charts,
    List<CardGroup> cards,
    List<String> notes) {

  /** Keeps its own copies. */
  public Section {
    charts = List.copyOf(charts);
    cards = List.copyOf(cards);
    notes = List.copyOf(notes);
  }

  /** Returns a section of charts. */
  static Section of(String id, String title, String lead, List<Chart> charts, String... notes) {
    return new Section(id, title, lead, charts, List.of(), List.of(notes));
  }

  /**
   * Cards that belong together.
   *
   * @param title the family
   * @param cards one for each segment
   */
  public record CardGroup(String title, List<Card> cards) {

    /** Keeps its own copy. */
    public CardGroup {
      cards = List.copyOf(cards);
    }
  }

  /**
   * A segment and what to do with it.
   *
   * @param name the segment
   * @param figures size and worth, in short texts
   * @param meaning who they are; empty text where nothing is said
   * @param action what to do
   * @param moment when
   */
  public record Card(
      String name, List<String> figures, String meaning, String action, String moment) {

    /** Keeps its own copy. */
    public Card {
      figures = List.copyOf(figures);
    }
  }
}
