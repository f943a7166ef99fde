package io.clientele.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the list of complete dates tells readers, step by step. */
class ManifestTest {
  private static final LocalDate FIRST = LocalDate.parse("2025-03-30");
  private static final LocalDate SECOND = LocalDate.parse("2025-03-31");

  private final Path folder;
  private final Manifest manifest;

  ManifestTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.manifest =
        new Manifest(
            new SmallFiles(
                FileSystem.getLocal(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toUri())));
  }

  @Test
  void withVersionsADateIsWholeAtTheOldOnesUntilItIsAtTheNew() throws IOException {
    manifest.begin(FIRST);
    assertThat(told()).containsExactly("unfinished 2025-03-30");
    manifest.complete(FIRST, versions(1));
    assertThat(told()).containsExactly("at 1: 2025-03-30");

    manifest.begin(SECOND);
    assertThat(told()).containsExactly("at 1: 2025-03-30", "unfinished 2025-03-31");
    manifest.complete(SECOND, versions(2));
    assertThat(told()).containsExactly("at 2: 2025-03-30, 2025-03-31");

    manifest.begin(FIRST);
    manifest.begin(FIRST);
    assertThat(told()).containsExactly("at 2: 2025-03-30, 2025-03-31", "unfinished 2025-03-30");
    assertThat(Files.readString(folder.resolve("_complete_dates.json")))
        .isEqualTo(
            """
            {
              "states" : [ {
                "versions" : {
                  "customer_segments" : 2
                },
                "dates" : [ "2025-03-30", "2025-03-31" ]
              } ],
              "unfinished" : [ "2025-03-30" ]
            }
            """);
  }

  @Test
  void aDateLeftUnfinishedStaysWhereItIsWholeWhenOthersMoveOn() {
    manifest.complete(FIRST, versions(1));
    manifest.complete(SECOND, versions(2));
    manifest.begin(FIRST);

    manifest.begin(SECOND);
    manifest.complete(SECOND, versions(4));
    assertThat(told())
        .containsExactly("at 4: 2025-03-31", "at 2: 2025-03-30", "unfinished 2025-03-30");
    manifest.republish(versions(5));
    assertThat(told())
        .containsExactly("at 5: 2025-03-31", "at 2: 2025-03-30", "unfinished 2025-03-30");

    manifest.complete(FIRST, versions(7));
    assertThat(told()).containsExactly("at 7: 2025-03-30, 2025-03-31");
    manifest.begin(SECOND);
    manifest.republishAlone(versions(8));
    assertThat(told()).containsExactly("at 8: 2025-03-30", "unfinished 2025-03-31");
    manifest.complete(SECOND, versions(9));
    assertThat(told()).containsExactly("at 9: 2025-03-30, 2025-03-31");
    manifest.drop(List.of(FIRST));
    assertThat(told()).containsExactly("at 9: 2025-03-31");
  }

  @Test
  void withoutVersionsADateIsNotThereUntilItIsWholeAgain() {
    manifest.complete(FIRST, new TreeMap<>());
    manifest.complete(SECOND, new TreeMap<>());
    manifest.begin(FIRST);
    assertThat(told()).containsExactly("as it stands: 2025-03-31", "unfinished 2025-03-30");

    manifest.complete(SECOND, new TreeMap<>());
    assertThat(told()).containsExactly("as it stands: 2025-03-31", "unfinished 2025-03-30");
    manifest.complete(FIRST, new TreeMap<>());
    assertThat(told()).containsExactly("as it stands: 2025-03-30, 2025-03-31");
  }

  @Test
  void leavesNothingButTheFile() throws IOException {
    manifest.begin(FIRST);
    manifest.complete(FIRST, versions(1));

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("_complete_dates.json");
    }
  }

  @Test
  void saysWhatToDoWithADamagedFile() throws IOException {
    Files.writeString(folder.resolve("_complete_dates.json"), "{\"states\": [");

    assertThatThrownBy(() -> manifest.begin(FIRST))
        .isInstanceOf(ClienteleException.class)
        .hasMessage(
            """
            The list of complete dates is damaged
              where: file:%s/_complete_dates.json
              mend:  delete the file; dates are listed again as they are computed again"""
                .formatted(folder));
  }

  private List<String> told() {
    CompleteStates states = manifest.states();
    List<String> told =
        new java.util.ArrayList<>(
            states.states().stream()
                .map(
                    state ->
                        (state.versions().isEmpty()
                                ? "as it stands"
                                : "at " + state.versions().get("customer_segments"))
                            + ": "
                            + joined(state.dates()))
                .toList());
    if (!states.unfinished().isEmpty()) {
      told.add("unfinished " + joined(states.unfinished()));
    }
    return told;
  }

  private static String joined(java.util.Collection<LocalDate> dates) {
    return String.join(", ", dates.stream().map(LocalDate::toString).toList());
  }

  private static SortedMap<String, Long> versions(long version) {
    return new TreeMap<>(Map.of("customer_segments", version));
  }
}
