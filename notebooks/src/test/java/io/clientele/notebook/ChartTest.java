package io.clientele.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.DefaultXYZDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplayData;

class ChartTest {

  @Test
  void isShownAsAPictureOfTwiceItsSize() throws IOException {
    Chart chart = bars();

    DisplayData shown = new NotebookDisplay().getDisplayRenderers().get(1).render("", chart);

    assertThat(shown.data().keySet()).containsExactlyInAnyOrder("image/png", "text/plain");
    assertThat(shown.data()).containsEntry("text/plain", "Chart: Customers by tier");
    assertThat(shown.metadata())
        .containsEntry("image/png", Map.of("width", chart.width(), "height", chart.height()));
    String encoded = (String) shown.data().getOrDefault("image/png", "");
    BufferedImage picture =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(encoded)));
    assertThat(List.of(picture.getWidth(), picture.getHeight()))
        .containsExactly(2 * chart.width(), 2 * chart.height());
  }

  /** A bar of three times as many has three times as many points. */
  @Test
  void barsAreAsLongAsTheirNumbers() throws IOException {
    double before = points(bars(), Style.colour(0));
    double after = points(bars(), Style.colour(1));

    // Each has a patch in the legend besides.
    assertThat(after / before).isBetween(2.8, 3.1);
  }

  @Test
  void isTheSameEachTime() {
    assertThat(bars().png()).isEqualTo(bars().png());
  }

  @Test
  void marksAreDrawn() throws IOException {
    Chart without = lines();
    Chart with = lines().mark(2, "half").mark(2.1, "a little more");

    assertThat(points(with, Style.INK)).isGreaterThan(points(without, Style.INK) + 200);
    assertThatThrownBy(() -> bars().mark(1, "nowhere"))
        .hasMessage("this chart has no numbers across");
  }

  @Test
  void aHeatMapIsTheDarkerTheMore() throws IOException {
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("customers", new double[][] {{0, 1}, {0, 0}, {10, 40}});
    Side down = new Side("before", List.of("VIP"));
    Side across = new Side("after", List.of("VIP", "Prospect"));

    Chart chart = HeatMap.of("Customers", down, across, data);

    HeatMap.Shades shades = new HeatMap.Shades(40);
    assertThat(points(chart, (Color) shades.getPaint(10))).isGreaterThan(10_000);
    assertThat(points(chart, (Color) shades.getPaint(40))).isGreaterThan(10_000);
    assertThat(points(chart, (Color) shades.getPaint(20))).isZero();
  }

  @Test
  void aSideOrdersItsCategories() {
    List<Row> rows =
        List.of(
            RowFactory.create("Prospect", 10),
            RowFactory.create("no label", 2),
            RowFactory.create("VIP", 10));

    assertThat(Show.side("loyalty", Show.TIERS).of(rows, 0))
        .containsExactly("no label", "VIP", "Prospect");
    assertThat(Show.side("loyalty").of(rows, 0)).containsExactly("Prospect", "no label", "VIP");
    assertThat(Show.side("months").of(rows, 1)).containsExactly("2", "10");
  }

  @Test
  void aHeatMapOfNothingIsEmpty() throws IOException {
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("customers", new double[3][0]);
    Side nothing = new Side("before", List.of());

    Chart chart = HeatMap.of("Customers", nothing, nothing, data);

    assertThat(points(chart, new Color(0x08306B))).isZero();
  }

  private static Chart bars() {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    data.addValue(100, "before", "VIP");
    data.addValue(300, "after", "VIP");
    return Chart.bars("Customers by tier", "customers", data, false);
  }

  private static Chart lines() {
    XYSeries series = new XYSeries("share");
    series.add(1, 0.2);
    series.add(4, 0.9);
    return Chart.lines(
        "Returns",
        new Chart.Axis("days", ""),
        new Chart.Axis("share", "share"),
        new XYSeriesCollection(series));
  }

  private static long points(Chart chart, Color colour) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(chart.png()));
    int[] points =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    return Arrays.stream(points).filter(point -> point == colour.getRGB()).count();
  }
}
