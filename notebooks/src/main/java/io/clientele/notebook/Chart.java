package io.clientele.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;

/** A chart to look at, made by {@link Show}. */
public final class Chart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 320;
  private static final int AROUND_BARS = 110;
  private static final int BAR = 22;
  private static final int BETWEEN = 14;
  private static final int SHARPNESS = 2;
  private static final double ROOM_FOR_NUMBERS = 0.12;
  private static final int LINE_OF_TEXT = 16;

  private final JFreeChart drawing;
  private final int height;
  private int marks;

  Chart(JFreeChart drawing, int height) {
    this.drawing = drawing;
    this.height = height;
  }

  /**
   * An axis of numbers.
   *
   * @param label what they are, with their unit
   * @param column the column they come from, which says how they are written
   */
  record Axis(String label, String column) {

    private NumberAxis drawn() {
      NumberAxis axis = Style.quiet(new NumberAxis(label));
      axis.setNumberFormatOverride(Values.axis(column));
      return axis;
    }
  }

  static Chart bars(String title, String unit, CategoryDataset data, boolean isShare) {
    BarRenderer bars = new BarRenderer();
    bars.setBarPainter(new StandardBarPainter());
    bars.setShadowVisible(false);
    bars.setItemMargin(0.06);
    bars.setDefaultItemLabelsVisible(true);
    bars.setDefaultItemLabelFont(Style.TEXT);
    bars.setDefaultItemLabelPaint(Style.INK);
    bars.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    Axis values = new Axis(unit, isShare ? "share" : "");
    bars.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator("{2}", Values.label(values.column())));
    for (int series = 0; series < data.getRowCount(); series++) {
      bars.setSeriesPaint(series, Style.colour(series));
    }
    NumberAxis axis = values.drawn();
    axis.setUpperMargin(ROOM_FOR_NUMBERS);
    CategoryAxis names = Style.quiet(new CategoryAxis());
    names.setCategoryMargin(0.3);
    names.setMaximumCategoryLabelWidthRatio(0.4f);
    CategoryPlot plot = new CategoryPlot(data, names, axis, bars);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Style.FAINT);
    int bar = data.getRowCount() * BAR + BETWEEN;
    return new Chart(
        Style.chart(title, plot, data.getRowCount()), AROUND_BARS + data.getColumnCount() * bar);
  }

  static Chart lines(String title, Axis across, Axis up, XYDataset data) {
    XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
    for (int series = 0; series < data.getSeriesCount(); series++) {
      lines.setSeriesPaint(series, Style.colour(series));
      lines.setSeriesStroke(series, Style.LINE);
    }
    return of(title, across, up, new XYPlot(data, null, null, lines));
  }

  static Chart histogram(String title, Axis across, Axis up, IntervalXYDataset data) {
    XYBarRenderer columns = new XYBarRenderer();
    columns.setBarPainter(new StandardXYBarPainter());
    columns.setShadowVisible(false);
    columns.setSeriesPaint(0, Style.colour(0));
    columns.setDrawBarOutline(true);
    columns.setSeriesOutlinePaint(0, Color.WHITE);
    return of(title, across, up, new XYPlot(data, null, null, columns));
  }

  private static Chart of(String title, Axis across, Axis up, XYPlot plot) {
    NumberAxis domain = across.drawn();
    domain.setLowerMargin(0);
    domain.setUpperMargin(0.01);
    plot.setDomainAxis(domain);
    NumberAxis range = up.drawn();
    range.setAutoRangeIncludesZero(true);
    plot.setRangeAxis(range);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(Style.FAINT);
    return new Chart(Style.chart(title, plot, plot.getSeriesCount()), HEIGHT);
  }

  /**
   * Marks a number across with a line and a few words, in a chart of lines or a histogram.
   *
   * @return this chart
   */
  public Chart mark(double value, String words) {
    if (!(drawing.getPlot() instanceof XYPlot plot)) {
      throw new IllegalStateException("this chart has no numbers across");
    }
    ValueMarker marker = new ValueMarker(value, Style.INK, dashed());
    marker.setLabel(words);
    marker.setLabelFont(Style.TEXT);
    marker.setLabelPaint(Style.INK);
    marker.setLabelBackgroundColor(Color.WHITE);
    // Below most lines, and above most columns, there is room. Marks may be close to each other:
    // each
    // has a line of its own.
    double offset = 2 + (double) marks * LINE_OF_TEXT;
    marker.setLabelOffset(new RectangleInsets(offset, 4, offset, 4));
    if (plot.getRenderer() instanceof XYBarRenderer) {
      marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
      marker.setLabelTextAnchor(TextAnchor.TOP_LEFT);
    } else {
      marker.setLabelAnchor(RectangleAnchor.BOTTOM_RIGHT);
      marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
    }
    plot.addDomainMarker(marker);
    marks++;
    return this;
  }

  private static BasicStroke dashed() {
    return new BasicStroke(
        1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0);
  }

  /** Returns the title. */
  public String title() {
    return drawing.getTitle().getText();
  }

  int width() {
    return WIDTH;
  }

  int height() {
    return height;
  }

  /** Returns the picture, with {@link #SHARPNESS} points for one of its size, each way. */
  byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(
          drawing.createBufferedImage(WIDTH * SHARPNESS, height * SHARPNESS, WIDTH, height, null),
          "png",
          bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }
}
