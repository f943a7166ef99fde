package io.clientele.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Up to where a source has been read.
 *
 * @param inputs the position in each input, by its name
 */
public record SourcePosition(Map<String, Input> inputs) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** Keeps its own copy, by name. */
  public SourcePosition {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
  }

  /** Returns the position as JSON. */
  public String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Returns the position that {@link #json} gave.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static SourcePosition read(String json) {
    try {
      return MAPPER.readValue(json, SourcePosition.class);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("Not the position of a source", failure);
    }
  }

  /** How the state of an input can be told. */
  public enum Kind {
    /** A Delta table: by version. */
    DELTA,
    /** Files: by their list. */
    FILES,
    /** A view: not at all. */
    UNKNOWN
  }

  /**
   * Up to where an input has been read.
   *
   * @param kind how its state is told
   * @param how SHA-256 of its format and options: read otherwise, the same files hold other rows
   * @param schema SHA-256 of its columns
   * @param table the id of a Delta table, which a new one at the same place does not share
   * @param version the version of a Delta table
   * @param files the files that hold its rows; none for a Delta table
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Input(
      Kind kind, String how, String schema, String table, long version, List<Mark> files) {

    /** Keeps its own copy; what JSON leaves out is empty. */
    public Input {
      table = table == null ? "" : table;
      files = files == null ? List.of() : List.copyOf(files);
    }
  }

  /**
   * A file as it stood.
   *
   * @param path where it is
   * @param length its bytes
   * @param modified milliseconds since 1970
   */
  public record Mark(String path, long length, long modified) {}
}
