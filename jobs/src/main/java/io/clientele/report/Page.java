package io.clientele.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The report of a date as one HTML page that needs nothing from a network. */
public final class Page {
  /** Names in order: a page made again is the same, letter by letter. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final String FOLDER = "io/clientele/report/";
  private static final String ECHARTS = "META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private static final List<Function<Facts, Optional<Section>>> SECTIONS =
      List.of(
          YoungSection::of,
          HistorySection::of,
          SharesSection::of,
          RiskSection::of,
          FlowsSection::of,
          PlaybookSection::of,
          ConcentrationSection::of,
          CohortSection::of,
          RhythmSection::of,
          ClusterSection::of,
          BehaviourSection::of,
          CustomSection::of,
          JudgementSection::of,
          QualitySection::of);

  private Page() {}

  /** Returns the page; sections without facts are left out. */
  public static String of(Facts facts) {
    List<Section> sections =
        SECTIONS.stream().map(section -> section.apply(facts)).flatMap(Optional::stream).toList();
    Headline headline = new Headline(facts);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("shop", facts.shop());
    model.put("date", facts.figures().day(facts.date()));
    model.put("iso", facts.date().toString());
    model.put("version", facts.version());
    model.put("sentence", headline.sentence());
    model.put("tiles", headline.tiles());
    model.put("changes", headline.changes());
    model.put("sections", sections);
    model.put("style", resource(FOLDER + "report.css"));
    model.put("charts", json(facts, sections));
    model.put("echarts", resource(ECHARTS));
    model.put("script", resource(FOLDER + "report.js"));
    return rendered(model);
  }

  private static String rendered(Map<String, Object> model) {
    ClasspathLoader loader = new ClasspathLoader(Page.class.getClassLoader());
    PebbleEngine engine =
        new PebbleEngine.Builder().loader(loader).strictVariables(true).cacheActive(false).build();
    StringWriter page = new StringWriter();
    try {
      engine.getTemplate(FOLDER + "report.peb").evaluate(page, model);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return page.toString();
  }

  /** What is drawn, as JSON that cannot end the script it stands in. */
  private static String json(Facts facts, List<Section> sections) {
    List<Map<String, Object>> charts =
        sections.stream()
            .flatMap(section -> section.charts().stream())
            .filter(Chart::isDrawn)
            .map(
                chart ->
                    Map.<String, Object>of(
                        "id", chart.id(), "kind", chart.kind(), "data", chart.data()))
            .toList();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("language", facts.figures().language().toLanguageTag());
    all.put("around", facts.figures().around());
    all.put("charts", charts);
    try {
      return Stream.of(JSON.writeValueAsString(all))
          .map(text -> text.replace("<", "\\u003c").replace(">", "\\u003e"))
          .map(text -> text.replace("&", "\\u0026"))
          .map(text -> text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
          .findFirst()
          .orElseThrow();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Texts and numbers that JSON cannot hold", impossible);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = Page.class.getClassLoader().getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The program lacks its part " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
