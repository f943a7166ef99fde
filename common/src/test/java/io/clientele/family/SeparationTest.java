package io.clientele.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well ordered groups separate. */
class SeparationTest {

  @ParameterizedTest
  @CsvSource({
    "10/10 10/0, 1.0, true",
    "10/0 10/10, 0.0, false",
    "10/5 10/5, 0.5, false",
    "4/3 4/2 2/0, 0.78, true",
    "0/0 4/3 0/0 4/1, 0.75, true"
  })
  void theCurveAndTheOrder(String groups, double auc, boolean falls) {
    Separation separation = separation(groups);

    assertThat(separation.auc()).hasValue(auc);
    assertThat(separation.auc()).hasValue(pairs(groups));
    assertThat(separation.isMonotone()).isEqualTo(falls);
  }

  @Test
  void withoutTwoKindsThereIsNoCurve() {
    assertThat(separation("3/3 2/2").auc()).isEmpty();
    assertThat(separation("3/0 2/0").auc()).isEmpty();
    assertThat(separation("0/0").auc()).isEmpty();
  }

  private static Separation separation(String groups) {
    return new Separation(
        Arrays.stream(groups.split(" ", -1))
            .map(group -> group.split("/", -1))
            .map(parts -> new Separation.Group(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
            .toList());
  }

  /** Every pair of somebody who returned and somebody who did not. */
  private static double pairs(String groups) {
    List<Integer> returned = new ArrayList<>();
    List<Integer> away = new ArrayList<>();
    String[] all = groups.split(" ", -1);
    for (int i = 0; i < all.length; i++) {
      String[] parts = all[i].split("/", -1);
      for (int n = 0; n < Integer.parseInt(parts[0]); n++) {
        (n < Integer.parseInt(parts[1]) ? returned : away).add(i);
      }
    }
    double better = 0;
    for (int one : returned) {
      for (int other : away) {
        better += one < other ? 1 : one == other ? 0.5 : 0;
      }
    }
    return better / returned.size() / away.size();
  }
}
