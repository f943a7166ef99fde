package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.jobs.RowsCheck;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says of the rows of a source. */
class RowsTextTest {
  private static final String ORDERS =
      """
      Order.ID,Buyer,Mail,Day,Price,Pieces,State,Money
      10001,Anna Zander,anna@example.com,2025-01-02 10:11:12,"1.234,50",2,Paid,EUR
      10002,Bert Ode,bert@example.com,2025-01-03 10:11:12,"7,00",1,on hold,usd
      10003,,,2025-01-04,"9,00",1,CANCELLED,
      10004,Cleo Ode,cleo@example.com,some day,"5,00",1,paid,EUR
      10005,Dora Ode,dora@example.com,2025-01-06,call Dora,1,Wacht op antwoord,EUR
      10006,Emil Ode,emil@example.com,2025-01-07,,1,,GBP
      10007,Fred Ode,fred@example.com,2025-01-08,"3,00",1,paid,GBP
      10007,Gina Ode,gina@example.com,2025-01-08,"4,00",1,paid,EUR
      10008,Test,test@example.com,2025-01-09,"4,00",1,test,EUR
      """;

  private static final String EVENTS =
      """
      who,at,what
      anna@example.com,2025-01-01 00:00:00,VIEW
      ,2025-01-01 00:01:00,cart
      bert@example.com,2025-01-01 00:02:00,scroll
      """;

  private static final String CONFIGURATION =
      """
      shop { time-zone = Europe/London, currency = EUR, money-scale = 2, rates { USD = 0.92 } }
      source.orders {
        format = csv
        path = "FOLDER/orders.csv"
        options { header = true }
        filter = "State is null or State <> 'test'"
        columns {
          order_id = "`Order.ID`"
          customer_id = "lower(Mail)"
          ordered_at = Day
          amount = "try_cast(replace(replace(Price, '.', ''), ',', '.') as decimal(18, 2))"
          quantity = Pieces
          status = State
          currency = Money
        }
      }
      source.events {
        format = csv
        path = "FOLDER/events.csv"
        options { header = true }
        columns { customer_id = who, occurred_at = at, event_type = what }
      }
      """;

  private static final String TOLD =
      """

      orders: all 9 rows looked at
      before     null                row 1                row 2             row 4             row 6             row 8
      ---------------------------------------------------------------------------------------------------------------
      Order.ID   0.0%               ..0001               ..0002            ..0004            ..0006            ..0007
      Mail      11.1%     aaaa@aaaaaaa.aaa     aaaa@aaaaaaa.aaa  aaaa@aaaaaaa.aaa  aaaa@aaaaaaa.aaa  aaaa@aaaaaaa.aaa
      Day        0.0%  2025-01-02 10:11:12  2025-01-03 10:11:12          aaaa aaa        2025-01-07        2025-01-08
      Price     11.1%             1.234,50                 7,00              5,00              null              4,00
      Pieces     0.0%                    2                    1                 1                 1                 1
      State     11.1%                 Paid              on hold              paid              null              paid
      Money     11.1%                  EUR                  usd               EUR               GBP               EUR

      after         null                row 1                row 2             row 4                row 6                row 8
      ------------------------------------------------------------------------------------------------------------------------
      order_id      0.0%               ..0001               ..0002            ..0004               ..0006               ..0007
      customer_id  11.1%     aaaa@aaaaaaa.aaa     aaaa@aaaaaaa.aaa  aaaa@aaaaaaa.aaa     aaaa@aaaaaaa.aaa     aaaa@aaaaaaa.aaa
      ordered_at   11.1%  2025-01-02 10:11:12  2025-01-03 10:11:12              null  2025-01-07 00:00:00  2025-01-08 00:00:00
      amount       22.2%               1234.5                    7                 5                 null                    4
      quantity      0.0%                    2                    1                 1                    1                    1
      status       11.1%                 Paid              on hold              paid                 null                 paid
      currency     11.1%                  EUR                  usd               EUR                  GBP                  EUR

      filtered: 1
      5 of them would be rejected, 55.6%:
               2  no amount
                  such as Price 'aaaa aaaa', Pieces '1'
                  such as Price null, Pieces '1'
               2  order under two customers
                  such as Order.ID '..0007', Day '2025-01-08', Price '3,00', Pieces '1'
                  such as Order.ID '..0007', Day '2025-01-08', Price '4,00', Pieces '1'
               1  no time
                  such as Day 'aaaa aaa'

      words                     rows             taken for
      ----------------------------------------------------
      status Wacht op antwoord     1  bought: unknown word
      status on hold               1        bought: is it?
      currency GBP                 2     rejected: no rate
      status paid                  3                bought
      status (none)                1                bought
      status CANCELLED             1             cancelled
      status Paid                  1                bought
      currency EUR                 4            the shop's
      currency (none)              1            the shop's
      currency usd                 1               at 0.92

      events: all 3 rows looked at
      before   null                row 1                row 2                row 3
      ----------------------------------------------------------------------------
      who     33.3%     aaaa@aaaaaaa.aaa                 null     aaaa@aaaaaaa.aaa
      at       0.0%  2025-01-01 00:00:00  2025-01-01 00:01:00  2025-01-01 00:02:00
      what     0.0%                 VIEW                 cart               scroll

      after         null                row 1                row 2                row 3
      ---------------------------------------------------------------------------------
      customer_id  33.3%     aaaa@aaaaaaa.aaa                 null     aaaa@aaaaaaa.aaa
      occurred_at   0.0%  2025-01-01 00:00:00  2025-01-01 00:01:00  2025-01-01 00:02:00
      event_type    0.0%                 VIEW                 cart               scroll

      1 of them would be rejected, 33.3%:
               1  unknown event type
                  such as what 'scroll'

      words              rows                                             taken for
      -----------------------------------------------------------------------------
      event_type scroll     1  rejected: map it to view, cart, checkout or purchase
      event_type VIEW       1                                                 taken
      event_type cart       1                                                 taken
      """;

  @TempDir private Path folder;

  @Test
  void showsRowsBeforeAndAfterWithoutSayingWhoAnybodyIs() throws IOException {
    String text = new RowsText(Glyphs.ASCII).of(RowsCheck.of(shop(ORDERS), LocalSpark.session()));

    assertThat(text).isEqualTo(TOLD);
    assertThat(text).doesNotContainIgnoringCase("anna", "zander", "dora", "ode", "example");
  }

  @Test
  void aSourceWithoutRowsIsSaidToBe() throws IOException {
    assertThat(
            new RowsText(Glyphs.ASCII)
                .of(
                    RowsCheck.of(
                        shop(ORDERS.lines().findFirst().orElseThrow() + "\n"),
                        LocalSpark.session())))
        .startsWith("\norders: all 0 rows looked at\n\nevents: all 3 rows looked at\n");
  }

  @Test
  void anExpressionThatFailsIsToldAsByARun() throws IOException {
    Settings settings = shop(ORDERS, "source.orders.columns.quantity", "cast(Price as int)");

    assertThat(catchThrowable(() -> RowsCheck.of(settings, LocalSpark.session())))
        .hasMessageStartingWith(
            """
            source.orders.columns.quantity fails on a row of the source
              where: cast(Price as int) (--set); the value '1.234,50'; CAST_INVALID_INPUT
              mend:  use try_cast, which""");
  }

  private Settings shop(String orders, String... override) throws IOException {
    Files.writeString(folder.resolve("orders.csv"), orders);
    Files.writeString(folder.resolve("events.csv"), EVENTS);
    Path conf = folder.resolve("shop.conf");
    Files.writeString(conf, CONFIGURATION.replace("FOLDER", folder.toString()));
    return SettingsReader.read(
            Optional.of(conf), override.length == 0 ? Map.of() : Map.of(override[0], override[1]))
        .settings();
  }

  @Test
  void aLineThatEndsInsideAQuoteIsToldWithItsCure() throws IOException {
    Settings settings =
        shop(ORDERS + "10009,\"Hugo\nOde\",hugo@example.com,2025-01-09,\"4,00\",1,paid,EUR\n");

    assertThat(new RowsText(Glyphs.ASCII).of(RowsCheck.of(settings, LocalSpark.session())))
        .contains(
            "         2  broken row\n            in the whole source 2 rows do not fit their files"
                + " (orders.csv line 11, orders.csv line 12); 1 line ends inside a quote: set"
                + " multiLine = true where fields hold ends of lines\n");
  }
}
