package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.guess.ReadyShop;
import io.clientele.guess.Request;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations that init writes for files of orders. */
class InitTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final String GUESSED =
      """
      # Made by clientele init from FILE. Lines marked "guess" are guesses:
      # look at each, and at the rows that `clientele check` shows. conf/reference.conf has
      # every key. Columns not mapped: see there what they would be good for.

      shop {
        time-zone = "Europe/Berlin"
        currency = EUR
      }

      source.orders {
        format = csv  # guess: by its name
        path = "FILE"
        options {  # guess: by its first lines
          header = "true"
          sep = ";"
        }
        columns {
          # guess: by its name
          customer_id = "`Kundennr.`"
          # guess: by its name; dates as d.M.yyyy H:mm
          ordered_at = "try_to_timestamp(Bestelldatum, 'd.M.yyyy H:mm')"
          # guess: by its name
          order_id = "Bestellnummer"
          # guess: by its name; numbers with a decimal comma
          amount = "try_cast(replace(replace(`Betrag EUR`, '.', ''), ',', '.') as decimal(18, 4))"
          # guess: by its name
          quantity = "try_cast(Menge as decimal(18, 4))"
          # guess: by its name; numbers with a decimal comma
          unit_price = "try_cast(replace(replace(Einzelpreis, '.', ''), ',', '.') as decimal(18, 4))"
          # guess: by its name
          product_id = "Artikelnr"
          # guess: by its name
          status = "Status"
        }
      }
      """;

  @TempDir private Path folder;

  static Stream<Arguments> lines() {
    return Stream.of(
        arguments(
            "init o.csv --time-zone Europe/Berlin",
            new InitOrder(
                new Request("o.csv", Optional.empty(), BERLIN, Optional.empty()),
                Path.of("shop.conf"),
                InitOrder.Standing.KEPT)),
        arguments(
            "init --from shopify o.csv --time-zone=Europe/Berlin --currency eur --out a.conf --force",
            new InitOrder(
                new Request("o.csv", Optional.of(ReadyShop.SHOPIFY), BERLIN, Optional.of("EUR")),
                Path.of("a.conf"),
                InitOrder.Standing.REPLACED)));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsTheCommandLine(String line, InitOrder order) {
    assertThat(CommandLine.parse(List.of(line.split(" ", -1))))
        .isInstanceOfSatisfying(
            Invocation.Start.class, start -> assertThat(start.options().init()).contains(order));
  }

  @Test
  void refusesWithEveryProblemAtOnce() {
    assertThat(CommandLine.parse(List.of("init", "--from", "shopware", "--currency", "Euro")))
        .isEqualTo(
            new Invocation.Refusal(
                """
                clientele init: 4 problems
                  a file is missing: clientele init FILE, the shop's orders
                  --from needs one of shopify, woocommerce, magento, bigcommerce, ga4, amazon, not \
                'shopware'
                  --time-zone is missing: --time-zone ZONE, where the shop's days are counted, such \
                as Europe/Berlin
                  --currency needs an ISO 4217 code such as EUR, not 'EURO'
                Try: clientele init --help"""));
  }

  @Test
  void mapsColumnsByNameAndValueAndMarksEveryGuess() throws IOException {
    Path file = folder.resolve("bestellungen.csv");
    Files.writeString(
        file,
        """
        Bestellnummer;Kundennr.;E-Mail;Bestelldatum;Artikelnr;Menge;Einzelpreis;Betrag EUR;Status
        A-1;17;anna@example.com;02.01.2025 10:11;T-1;2;1.000,50;2.001,00;bezahlt
        A-1;17;anna@example.com;02.01.2025 10:11;T-2;1;5,00;5,00;bezahlt
        A-2;18;bert@example.com;31.01.2025 08:00;T-1;1;7,25;7,25;storniert
        """);

    String text = init(file, Optional.of("EUR"));

    assertThat(Files.readString(folder.resolve("shop.conf")))
        .isEqualTo(GUESSED.replace("FILE", file.toString()));
    assertThat(text)
        .startsWith(
            file
                + " is no export known here: its columns were mapped by their names and by 3 rows\n"
                + folder.resolve("shop.conf")
                + " is written; what check says of it:\n\n"
                + "Shop: the configuration is sound (Europe/Berlin, EUR)\n")
        .contains("none of them would be rejected")
        .doesNotContain("anna", "bert@");
  }

  @Test
  void anOrdersTotalOnEachOfItsRowsIsNoAmountOfALine() throws IOException {
    Path file = folder.resolve("orders.csv");
    Files.writeString(
        file,
        """
        Order ID,Email,Date,SKU,Qty,Price,Order Total,Currency
        1,anna@example.com,3/25/2025,T-1,2,10.00,25.00,USD
        1,anna@example.com,3/25/2025,T-2,1,5.00,25.00,USD
        2,bert@example.com,4/1/2025,T-1,1,10.00,10.00,USD
        """);

    String text = init(file, Optional.empty());

    assertThat(Files.readString(folder.resolve("shop.conf")))
        .contains(
            "  currency = USD  # guess: the one on most rows\n",
            "    # guess: no column of ids: the e-mail address says who it is\n",
            "    customer_id = \"lower(trim(Email))\"\n",
            "    # guess: by its name; dates as M/d/yyyy\n",
            "    ordered_at = \"try_to_timestamp(`Date`, 'M/d/yyyy')\"\n",
            "    unit_price = \"try_cast(Price as decimal(18, 4))\"\n")
        .doesNotContain("    amount = ");
    assertThat(text)
        .contains(
            "Order Total is the same on all rows of an order: taken for the order's total, which"
                + " would count once a row, and left out");
  }

  @Test
  void columnsOfTheirOwnTypesAreTakenAsTheyAre() throws IOException {
    Path file = folder.resolve("orders.parquet");
    LocalSpark.session()
        .sql(
            "select 1L as invoice_id, 7L as customer, timestamp'2025-01-02 10:00:00' as happened,"
                + " cast(12.5 as decimal(9,2)) as revenue, 'EUR' as currency")
        .write()
        .parquet(file.toString());

    String text = init(file, Optional.empty());

    assertThat(Files.readString(folder.resolve("shop.conf")))
        .contains(
            "  format = parquet  # guess: by its name\n",
            "    # guess: a column of times\n    ordered_at = \"happened\"\n",
            "    # guess: by its name\n    amount = \"revenue\"\n")
        .doesNotContain("options");
    assertThat(text).contains("none of them would be rejected");
  }

  @Test
  void anExportThatWasSavedAnewIsReadAsItIsWritten() throws IOException {
    Path file = folder.resolve("orders.csv");
    Files.writeString(
        file,
        """
        Name;Email;Financial Status;Currency;Discount Code;Discount Amount;Created at;\
        Lineitem quantity;Lineitem name;Lineitem price;Lineitem sku;Lineitem discount;Cancelled at;\
        Refunded Amount
        #1;anna@example.com;paid;EUR;;0.00;2025-01-02 10:00:00 +0100;1;Caf\u00e9;2.00;C-1;0.00;;0.00
        """,
        Charset.forName("windows-1252"));

    assertThat(init(file, Optional.empty())).contains("none of them would be rejected");
    assertThat(Files.readString(folder.resolve("shop.conf")))
        .contains(
            "    header = true\n    sep = \";\"  # guess: by its first lines\n",
            "    encoding = \"ISO-8859-1\"  # guess: by its first lines\n");
  }

  @Test
  void whatIsNeededAndNotFoundIsToldByCheck() throws IOException {
    Path file = folder.resolve("orders.csv");
    Files.writeString(file, "a,b\n1,2\n");

    Throwable failure = catchThrowable(() -> init(file, Optional.of("EUR")));

    assertThat(failure).isInstanceOf(PartialWork.class);
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            ClienteleException.class,
            cause -> assertThat(cause.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContainingAll(
            "source.orders.columns.order_id: is missing",
            "source.orders.columns.customer_id: is missing",
            "source.orders.columns.ordered_at: is missing");
    assertThat(Files.readString(folder.resolve("shop.conf")))
        .contains("    # needed, and no column looks like it: of a, b\n    order_id = null\n");
  }

  @Test
  void aFileThatStandsIsNotWrittenOver() throws IOException {
    Files.writeString(folder.resolve("shop.conf"), "mine");
    InitOrder order = order(folder.resolve("orders.csv"), Optional.of("EUR"));

    assertThat(catchThrowable(() -> InitWork.refuseStanding(order)))
        .hasMessage(
            folder.resolve("shop.conf")
                + " is there already\n"
                + "  where: --out\n"
                + "  mend:  give another file with --out, or --force to write over it");
    assertThat(Files.readString(folder.resolve("shop.conf"))).isEqualTo("mine");
  }

  @Test
  void withoutACurrencyItIsAskedFor() throws IOException {
    Path file = folder.resolve("orders.csv");
    Files.writeString(file, "order_id,customer_id,date,amount\n1,2,2025-01-01,3\n");

    assertThat(catchThrowable(() -> init(file, Optional.empty())))
        .hasMessage(
            "No column says which currency amounts are in\n  where: %s\n  mend:  give it, such as --currency EUR"
                .formatted(file));
    assertThat(Files.exists(folder.resolve("shop.conf"))).isFalse();
  }

  @Test
  void anExportOfAnotherShopIsRefused() throws IOException {
    Path file = folder.resolve("orders.csv");
    Files.writeString(file, "Name,Currency\n1,EUR\n");
    Request request =
        new Request(file.toString(), Optional.of(ReadyShop.SHOPIFY), BERLIN, Optional.empty());

    assertThat(
            catchThrowable(
                () ->
                    InitWork.of(
                        new InitOrder(
                            request, folder.resolve("shop.conf"), InitOrder.Standing.KEPT),
                        LocalSpark.session(),
                        Glyphs.ASCII)))
        .hasMessage(
            """
            %s is no export of shopify: it lacks Financial Status, Lineitem quantity, Lineitem price
              where: the file has Name, Currency
              mend:  leave out --from, so that columns are mapped by their names and values"""
                .formatted(file));
  }

  private String init(Path file, Optional<String> currency) {
    return InitWork.of(order(file, currency), LocalSpark.session(), Glyphs.ASCII);
  }

  private InitOrder order(Path file, Optional<String> currency) {
    return new InitOrder(
        new Request(file.toString(), Optional.empty(), BERLIN, currency),
        folder.resolve("shop.conf"),
        InitOrder.Standing.KEPT);
  }
}
