package io.clientele.settings;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One block of the configuration, read key by key.
 *
 * <p>Every reading answers with a value: where the key is wrong the problem is noted, and the
 * answer is a stand-in that nobody gets to see.
 */
final class Section {
  private final List<String> path;
  private final ConfigObject object;
  private final Findings findings;
  private final Set<String> known = new TreeSet<>();

  private Section(List<String> path, ConfigObject object, Findings findings) {
    this.path = path;
    this.object = object;
    this.findings = findings;
    findings.opened(this);
  }

  static Section root(ConfigObject object, Findings findings) {
    return new Section(List.of(), object, findings);
  }

  /** Returns a block inside this one, empty where it is missing. */
  Section section(String name) {
    Optional<ConfigValue> value = value(name);
    if (value.isPresent() && value.get() instanceof ConfigObject block) {
      return new Section(pathOf(name), block, findings);
    }
    value.ifPresent(wrong -> wrongType(name, wrong, "a block { ... }"));
    return new Section(pathOf(name), ConfigFactory.empty().root(), findings);
  }

  /** Returns the names in a block whose keys are free; those that are null are left out. */
  List<String> names() {
    known.addAll(object.keySet());
    object.keySet().forEach(name -> findings.asked(key(name)));
    return object.keySet().stream().sorted().filter(this::has).toList();
  }

  /** Returns whether a key has a value other than null. */
  boolean has(String name) {
    ConfigValue value = object.get(name);
    return value != null && value.valueType() != ConfigValueType.NULL;
  }

  /** Returns a text that must be there. */
  String text(String name) {
    return required(name, optionalText(name)).orElse("");
  }

  /** Returns a text that may be missing. */
  Optional<String> optionalText(String name) {
    Optional<String> text = verbatim(name).map(String::strip);
    if (text.isPresent() && text.get().isEmpty()) {
      problem(name, "is empty", "give a text, or null for none");
      return Optional.empty();
    }
    return text;
  }

  /** Returns a text as it is written: white space is a value, and so is nothing. */
  Optional<String> verbatim(String name) {
    Optional<ConfigValue> value = value(name);
    Optional<String> text = value.flatMap(Scalar::text);
    if (value.isPresent() && text.isEmpty()) {
      wrongType(name, value.get(), "text (quote a name that has dots)");
    }
    return text;
  }

  /** Returns a number that must be there and allowed. */
  double number(String name, Limits limits) {
    return exact(name, limits).doubleValue();
  }

  /** Returns a number that must be there and allowed, as written. */
  BigDecimal exact(String name, Limits limits) {
    return converted(name, "a number, " + limits.text(), text -> allowed(text, limits))
        .orElse(BigDecimal.ZERO);
  }

  /** Returns a whole number that must be there, allowed and below two thousand million. */
  int whole(String name, Limits limits) {
    return optionalWhole(name, limits, Need.REQUIRED).orElse(0);
  }

  /** Returns a whole number that may be missing. */
  Optional<Integer> optionalWhole(String name, Limits limits) {
    return optionalWhole(name, limits, Need.OPTIONAL);
  }

  /** Returns a whole number of 64 bits that must be there. */
  long longWhole(String name) {
    return converted(
            name,
            "a whole number",
            text -> allowed(text, Limits.any()).map(BigDecimal::longValueExact))
        .orElse(0L);
  }

  /** Returns true or false. */
  boolean flag(String name) {
    return converted(
            name,
            "true or false",
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true", "yes", "on" -> Optional.of(true);
                  case "false", "no", "off" -> Optional.of(false);
                  default -> Optional.empty();
                })
        .orElse(false);
  }

  /** Returns one of the words; the first where the key is wrong. */
  <T> T choice(String name, List<T> values, Function<T, String> word) {
    Optional<String> text = required(name, optionalText(name));
    List<String> words = values.stream().map(word).toList();
    int index = text.map(words::indexOf).orElse(0);
    if (index < 0) {
      problem(name, "is " + text.orElse(""), Nearest.hint(text.orElse(""), words));
    }
    return values.get(Math.max(index, 0));
  }

  /** Returns one of an enum's constants, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return choice(
        name,
        List.of(type.getEnumConstants()),
        constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** Returns a list of texts, maybe empty. */
  List<String> texts(String name) {
    Optional<ConfigValue> value = value(name);
    List<String> texts = new ArrayList<>();
    if (value.isPresent() && value.get() instanceof ConfigList list) {
      list.forEach(element -> Scalar.text(element).map(String::strip).ifPresent(texts::add));
      if (texts.size() == list.size()) {
        return texts;
      }
    }
    value.ifPresentOrElse(
        wrong -> wrongType(name, wrong, "a list of texts [a, b]"), () -> missing(name));
    return List.of();
  }

  /** Notes that a value cannot be. */
  void problem(String name, String what, String cure) {
    findings.add(new Problem(key(name), where(name), what, cure));
  }

  /** Notes that a value is needed. */
  void missing(String name) {
    problem(name, "is missing", "give it, in the file or with --set " + key(name) + "=...");
  }

  /** Returns whether nothing is wrong with the key. */
  boolean sound(String name) {
    return findings.sound(key(name));
  }

  /** Returns the file and line of a key, of this block where it is missing. */
  String where(String name) {
    ConfigValue value = object.get(name);
    if (value == null && object.isEmpty()) {
      return findings.home();
    }
    return findings.where(value == null ? object : value);
  }

  /** Returns the full key. */
  String key(String name) {
    return Findings.key(pathOf(name));
  }

  /** Adds a problem for every key of this block that was not asked for. */
  void refuseUnknownKeys() {
    if (object.isEmpty()) {
      return;
    }
    for (String name : new TreeSet<>(object.keySet())) {
      if (!known.contains(name)) {
        problem(name, "is not a key", "nearest valid key: " + nearestKey(name));
      }
    }
  }

  private String nearestKey(String name) {
    Optional<String> sibling = Nearest.to(name, known).map(this::key);
    return sibling
        .or(() -> namesake(name))
        .orElseGet(() -> "one of " + String.join(", ", known.stream().map(this::key).toList()));
  }

  private Optional<String> namesake(String name) {
    List<String> namesakes =
        findings.allKeys().stream().filter(key -> lastPart(key).equals(name)).toList();
    return namesakes.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", namesakes));
  }

  private static String lastPart(String key) {
    List<String> parts = ConfigUtil.splitPath(key);
    return parts.get(parts.size() - 1);
  }

  private enum Need {
    REQUIRED,
    OPTIONAL
  }

  private Optional<Integer> optionalWhole(String name, Limits limits, Need need) {
    if (need == Need.OPTIONAL && !has(name)) {
      value(name);
      return Optional.empty();
    }
    return converted(
        name,
        "a whole number, " + limits.text(),
        text -> allowed(text, limits).map(BigDecimal::intValueExact));
  }

  private static Optional<BigDecimal> allowed(String text, Limits limits) {
    return Optional.of(new BigDecimal(text))
        .filter(number -> limits.allow().test(number.doubleValue()));
  }

  private <T> Optional<T> converted(
      String name, String need, Function<String, Optional<T>> conversion) {
    Optional<String> text = required(name, optionalText(name));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> result;
    try {
      result = conversion.apply(text.get());
    } catch (ArithmeticException | NumberFormatException notSuch) {
      result = Optional.empty();
    }
    if (result.isEmpty()) {
      problem(name, "is " + text.get(), "needs " + need);
    }
    return result;
  }

  private Optional<String> required(String name, Optional<String> text) {
    if (text.isEmpty() && sound(name)) {
      missing(name);
    }
    return text;
  }

  private Optional<ConfigValue> value(String name) {
    known.add(name);
    findings.asked(key(name));
    return Optional.ofNullable(object.get(name))
        .filter(value -> value.valueType() != ConfigValueType.NULL);
  }

  private void wrongType(String name, ConfigValue value, String need) {
    problem(name, "is " + Scalar.kind(value), "needs " + need);
  }

  private List<String> pathOf(String name) {
    return Stream.concat(path.stream(), Stream.of(name)).toList();
  }
}
