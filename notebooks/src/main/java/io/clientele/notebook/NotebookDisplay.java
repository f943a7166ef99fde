package io.clientele.notebook;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/** Tells the kernel how tables and charts look; it finds this class by its service file. */
public final class NotebookDisplay implements DisplayProvider {

  /** A provider without state. */
  public NotebookDisplay() {}

  @Override
  public List<DisplayRenderer> getDisplayRenderers() {
    return List.of(new OfTables(), new OfCharts());
  }

  @Override
  public List<DisplayTransformer> getDisplayTransformers() {
    return List.of();
  }

  private static final class OfTables implements DisplayRenderer {
    @Override
    public Class<?> rendererClass() {
      return Table.class;
    }

    @Override
    public boolean canRender(String mimeType) {
      return true;
    }

    @Override
    public DisplayData render(String mimeType, Object shown) {
      Table table = (Table) shown;
      DisplayData data = DisplayData.fromHtml(table.html());
      data.putText(table.text());
      return data;
    }
  }

  private static final class OfCharts implements DisplayRenderer {
    private static final String PNG = "image/png";

    @Override
    public Class<?> rendererClass() {
      return Chart.class;
    }

    @Override
    public boolean canRender(String mimeType) {
      return true;
    }

    /** Twice as many points as the size on the page: sharp on every screen. */
    @Override
    public DisplayData render(String mimeType, Object shown) {
      Chart chart = (Chart) shown;
      DisplayData data = DisplayData.withType(PNG, Base64.getEncoder().encodeToString(chart.png()));
      data.putText("Chart: " + chart.title());
      data.putMetaData(PNG, Map.of("width", chart.width(), "height", chart.height()));
      return data;
    }
  }
}
