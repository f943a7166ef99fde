package io.clientele.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What reading a configuration brings to light: its problems, and the keys that were asked for. */
final class Findings {
  private final String home;
  private final Set<String> allKeys;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();

  /**
   * Starts without findings.
   *
   * @param home the user's file, for keys that stand nowhere
   * @param allKeys every documented key
   */
  Findings(String home, Set<String> allKeys) {
    this.home = home;
    this.allKeys = allKeys;
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  void opened(Section section) {
    sections.add(section);
  }

  void asked(String key) {
    asked.add(key);
  }

  /** Returns whether nothing is wrong with the key or below it. */
  boolean sound(String key) {
    return problems.stream()
        .noneMatch(problem -> problem.key().equals(key) || problem.key().startsWith(key + "."));
  }

  /** Adds a problem for every key that nobody asked for; called once, after all reading. */
  void refuseUnknownKeys() {
    sections.forEach(Section::refuseUnknownKeys);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  Set<String> askedKeys() {
    return Collections.unmodifiableSet(asked);
  }

  Set<String> allKeys() {
    return allKeys;
  }

  /** Returns the file and line of a value; the user's file where it is a default or absent. */
  String where(ConfigValue value) {
    return where(value.origin());
  }

  String home() {
    return home;
  }

  private String where(ConfigOrigin origin) {
    String description = origin.description();
    if (description.startsWith(ConfFile.SET) || description.startsWith("withValue(")) {
      return ConfFile.SET;
    }
    if (description.startsWith(ConfFile.DEFAULTS)) {
      return home;
    }
    String file = origin.filename();
    return file == null || origin.lineNumber() < 1 ? description : file + ":" + origin.lineNumber();
  }

  /** Returns a full key, quoted where HOCON needs it. */
  static String key(List<String> path) {
    return path.isEmpty() ? "" : ConfigUtil.joinPath(path);
  }
}
