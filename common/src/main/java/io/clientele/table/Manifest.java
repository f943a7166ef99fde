package io.clientele.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The file beside the tables that tells readers which dates are whole, and at which versions. It is
 * replaced as a whole: a reader finds the old one or the new one.
 *
 * @param files where it is
 */
record Manifest(SmallFiles files) {
  /** Its name in the root of the warehouse. */
  static final String NAME = "_complete_dates.json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Notes that tables of the date are about to be replaced. */
  void begin(LocalDate date) {
    change(states -> states.unfinished().contains(date) ? states : states.begun(date));
  }

  /** Notes that all tables of the date are new, at the versions given. */
  void complete(LocalDate date, SortedMap<String, Long> versions) {
    change(states -> states.completed(date, versions));
  }

  /** Notes that every table is whole at the versions given for every date that was complete. */
  void republish(SortedMap<String, Long> versions) {
    change(states -> states.movedOn(versions));
  }

  /**
   * Notes the same, and that unfinished dates are whole nowhere: their versions are about to go.
   */
  void republishAlone(SortedMap<String, Long> versions) {
    change(states -> states.movedOn(versions).withoutUnfinished());
  }

  /** Notes that dates are no longer there. */
  void drop(Collection<LocalDate> dates) {
    change(states -> states.without(dates));
  }

  /** Returns what it says; nothing where it was never written. */
  CompleteStates states() {
    return files.read(NAME).map(this::parsed).orElseGet(CompleteStates::none);
  }

  private void change(UnaryOperator<CompleteStates> change) {
    CompleteStates before = states();
    CompleteStates after = change.apply(before);
    if (!after.equals(before)) {
      files.replace(NAME, text(after));
    }
  }

  private static String text(CompleteStates states) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode list = json.putArray("states");
    for (CompleteStates.State state : states.states()) {
      ObjectNode one = list.addObject();
      ObjectNode versions = one.putObject("versions");
      state.versions().forEach(versions::put);
      add(one.putArray("dates"), state.dates());
    }
    add(json.putArray("unfinished"), states.unfinished());
    return json.toPrettyString() + "\n";
  }

  private static void add(ArrayNode array, SortedSet<LocalDate> dates) {
    dates.forEach(date -> array.add(date.toString()));
  }

  private CompleteStates parsed(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      List<CompleteStates.State> states = new ArrayList<>();
      for (JsonNode state : json.required("states")) {
        SortedMap<String, Long> versions = new TreeMap<>();
        state
            .required("versions")
            .properties()
            .forEach(version -> versions.put(version.getKey(), version.getValue().longValue()));
        states.add(new CompleteStates.State(versions, dates(state.required("dates"))));
      }
      return new CompleteStates(states, dates(json.required("unfinished")));
    } catch (JsonProcessingException | RuntimeException damaged) {
      throw ClienteleException.of(
              ExitCode.UNEXPECTED,
              "The list of complete dates is damaged",
              files.path(NAME).toString(),
              "delete the file; dates are listed again as they are computed again")
          .causedBy(damaged);
    }
  }

  private static SortedSet<LocalDate> dates(JsonNode array) {
    SortedSet<LocalDate> dates = new TreeSet<>();
    array.forEach(date -> dates.add(LocalDate.parse(date.textValue())));
    return dates;
  }
}
