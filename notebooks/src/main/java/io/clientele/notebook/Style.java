package io.clientele.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * How all charts look. The palette is that of Okabe and Ito, which people who do not see all
 * colours tell apart.
 */
final class Style {
  static final List<Color> PALETTE =
      List.of(
          new Color(0x0072B2),
          new Color(0xE69F00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0xD55E00));
  static final Color INK = new Color(0x333333);
  static final Color FAINT = new Color(0xDDDDDD);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final BasicStroke LINE =
      new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

  private Style() {}

  /** Returns the colour of a series. */
  static Color colour(int series) {
    return PALETTE.get(series % PALETTE.size());
  }

  /** Makes a chart of a plot; series are named only where there are several. */
  static JFreeChart chart(String title, Plot plot, int series) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setInsets(new RectangleInsets(4, 0, 4, 12));
    JFreeChart chart = new JFreeChart(title, TITLE, plot, series > 1);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(8, 8, 8, 8));
    TextTitle heading = chart.getTitle();
    heading.setPaint(INK);
    heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
    heading.setPadding(0, 4, 6, 0);
    LegendTitle legend = chart.getLegend();
    if (legend != null) {
      legend.setPosition(RectangleEdge.TOP);
      legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
      legend.setItemFont(TEXT);
      legend.setItemPaint(INK);
      legend.setFrame(BlockBorder.NONE);
    }
    return chart;
  }

  /** Makes an axis quiet. */
  static <T extends Axis> T quiet(T axis) {
    axis.setLabelFont(TEXT);
    axis.setLabelPaint(INK);
    axis.setTickLabelFont(TEXT);
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    return axis;
  }
}
