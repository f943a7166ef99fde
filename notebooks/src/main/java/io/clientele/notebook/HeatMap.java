package io.clientele.notebook;

import java.awt.Color;
import java.awt.Paint;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYZDataset;

/** A table in colours. Where there is room, the numbers stand in it; else beside it. */
final class HeatMap {
  private static final int AROUND = 120;
  private static final int NARROW = 17;
  private static final int WIDE = 30;
  private static final int FEW_CELLS = 64;

  private HeatMap() {}

  /**
   * From nearly white to dark blue: by lightness alone, so that it does not depend on seeing
   * colours.
   *
   * @param most the value of the darkest
   */
  record Shades(double most) implements PaintScale {
    private static final Color LEAST = new Color(0xEEF4F9);
    private static final Color DARKEST = new Color(0x08306B);

    @Override
    public double getLowerBound() {
      return 0;
    }

    @Override
    public double getUpperBound() {
      return most;
    }

    @Override
    public Paint getPaint(double value) {
      if (Double.isNaN(value)) {
        return Color.WHITE;
      }
      double part = Math.max(0, Math.min(1, value / most));
      return new Color(
          between(LEAST.getRed(), DARKEST.getRed(), part),
          between(LEAST.getGreen(), DARKEST.getGreen(), part),
          between(LEAST.getBlue(), DARKEST.getBlue(), part));
    }

    Color ink(double value) {
      return value > most / 2 ? Color.WHITE : Style.INK;
    }

    private static int between(int from, int to, double part) {
      return (int) Math.round(from + (to - from) * part);
    }
  }

  static Chart of(String title, Side down, Side across, XYZDataset data) {
    Shades shades = new Shades(most(data));
    XYBlockRenderer blocks = new XYBlockRenderer();
    blocks.setPaintScale(shades);
    SymbolAxis lines = down.drawn();
    lines.setInverted(true);
    XYPlot plot = new XYPlot(data, across.drawn(), lines, blocks);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setDomainAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    boolean isRoomy = down.categories().size() * across.categories().size() <= FEW_CELLS;
    JFreeChart drawing = Style.chart(title, plot, 1);
    String column = String.valueOf(data.getSeriesKey(0));
    if (isRoomy) {
      write(plot, data, column, shades);
    } else {
      drawing.addSubtitle(scale(column, shades));
    }
    return new Chart(drawing, AROUND + down.categories().size() * (isRoomy ? WIDE : NARROW));
  }

  private static double most(XYZDataset data) {
    double most = 0;
    for (int item = 0; item < data.getItemCount(0); item++) {
      double value = data.getZValue(0, item);
      most = Double.isNaN(value) ? most : Math.max(most, value);
    }
    return most == 0 ? 1 : most;
  }

  private static void write(XYPlot plot, XYZDataset data, String column, Shades shades) {
    for (int item = 0; item < data.getItemCount(0); item++) {
      double value = data.getZValue(0, item);
      if (!Double.isNaN(value)) {
        XYTextAnnotation text =
            new XYTextAnnotation(
                Values.label(column).format(value),
                data.getXValue(0, item),
                data.getYValue(0, item));
        text.setFont(Style.TEXT);
        text.setPaint(shades.ink(value));
        plot.addAnnotation(text);
      }
    }
  }

  private static PaintScaleLegend scale(String column, Shades shades) {
    NumberAxis axis = Style.quiet(new NumberAxis(Values.heading(column)));
    axis.setNumberFormatOverride(Values.axis(column));
    PaintScaleLegend legend = new PaintScaleLegend(shades, axis);
    legend.setPosition(RectangleEdge.RIGHT);
    legend.setStripWidth(12);
    legend.setMargin(new RectangleInsets(8, 8, 44, 4));
    legend.setStripOutlineVisible(false);
    return legend;
  }
}
