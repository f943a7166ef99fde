package io.clientele.settings;

/** What a newer export of an order replaces. Only read where {@code updated_at} is mapped. */
public enum OrderVersions {
  /** Lines of the same id where line ids are mapped, else the whole order. */
  AUTO,
  /** The line of the same id. */
  LINE,
  /** All lines of the order. */
  ORDER
}
