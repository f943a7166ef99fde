package io.clientele.family;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes model parameters as JSON that people read, with every digit of a number. */
final class ModelJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .configure(SerializationFeature.FAIL_ON_EMPTY_BEANS, false)
          .build();

  private ModelJson() {}

  /** Returns the JSON of a record. */
  static String write(Object parameters) {
    try {
      return MAPPER.writeValueAsString(parameters);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("Parameters that JSON cannot hold", failure);
    }
  }

  /** Returns the record back. */
  static <T> T read(FamilyModel model, Class<T> type) {
    try {
      return read(model.parameters(), type);
    } catch (IllegalArgumentException failure) {
      throw new IllegalArgumentException(
          "Unreadable model of %s fitted %s".formatted(model.family(), model.fitDate()), failure);
    }
  }

  /** Returns the record that {@link #write} made the text of. */
  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("Unreadable JSON", failure);
    }
  }
}
