package io.clientele.guess;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What shops call their columns, in a few languages. */
final class Names {
  private static final int LEAST = 6;

  /** Whose names shops make longer behind as well: Amount EUR. */
  private static final Set<String> FIGURES = Set.of("amount", "unit_price", "quantity", "discount");

  /** By logical column; the order of the names is that of preference. */
  private static final Map<String, List<String>> KNOWN =
      Map.ofEntries(
          known(
              "order_id",
              "orderid, ordernumber, orderno, ordernr, orderref, orderreference, order, invoiceno,"
                  + " invoicenumber, invoiceid, invoice, transactionid, transactionno, receiptno,"
                  + " receiptid, receipt, basketid, bestellnummer, bestellnr, auftragsnummer, auftragsnr,"
                  + " rechnungsnummer, numerocommande, commande, numeropedido, pedido, bestelnummer,"
                  + " ordrenummer, documentno"),
          known(
              "line_id",
              "lineid, orderlineid, lineitemid, orderitemid, lineno, linenumber, positionsnummer,"
                  + " position"),
          known(
              "customer_id",
              "customerid, customernumber, customerno, customercode, customer, clientid, client, userid,"
                  + " memberid, buyerid, buyer, accountid, account, kundennummer, kundennr, kundenid,"
                  + " kunde, numeroclient, idcliente, cliente, klantnummer, klant, householdid, contactid,"
                  + " user"),
          known(
              "email",
              "email, emailaddress, customeremail, buyeremail, billingemail, mail, epost, courriel, correo"),
          known(
              "ordered_at",
              "orderedat, orderdate, orderdatetime, ordertime, createdat, datecreated, purchasedate,"
                  + " purchasedat, invoicedate, transactiondate, transactiontime, orderedon, placedat,"
                  + " paidat, bestelldatum, auftragsdatum, rechnungsdatum, datecommande, fechapedido,"
                  + " besteldatum, ordredato, timestamp, datetime, date, datum, fecha, dato, created, day,"
                  + " time"),
          known(
              "amount",
              "linetotal, lineamount, linevalue, lineprice, extendedprice, salesvalue, salesamount, netsales,"
                  + " sales, revenue, amount, amountpaid, paid, nettotal, netamount, total, totalprice,"
                  + " totalamount, ordertotal, ordervalue, grandtotal, subtotal, betrag, gesamtbetrag,"
                  + " gesamt, summe, umsatz, montant, total ttc, importe, bedrag, totaal, belob, value, sum"),
          known(
              "unit_price",
              "unitprice, itemprice, priceperunit, priceeach, price, einzelpreis, stuckpreis, preis,"
                  + " prixunitaire, prix, preciounitario, precio, stuksprijs, prijs, pris"),
          known(
              "quantity",
              "quantity, qty, orderquantity, orderqty, units, pieces, itemcount, items, menge, anzahl,"
                  + " stuck, quantite, cantidad, aantal, antal, count"),
          known(
              "product_id",
              "sku, productid, productcode, productno, stockcode, itemid, itemcode, articleno, articleid,"
                  + " artikelnummer, artikelnr, artikel, asin, ean, variantid, product, productname, item,"
                  + " reference, producto, produkt"),
          known(
              "category",
              "category, productcategory, categoryname, department, producttype, kategorie, warengruppe, categorie, categoria"),
          known(
              "discount",
              "discount, discountamount, linediscount, rabatt, remise, descuento, korting"),
          known(
              "coupon_code",
              "couponcode, coupon, discountcode, vouchercode, voucher, promocode, promotioncode,"
                  + " gutscheincode, gutschein"),
          known(
              "status",
              "orderstatus, status, orderstate, state, financialstatus, bestellstatus, estado, etat"),
          known(
              "currency",
              "currency, currencycode, ordercurrency, wahrung, waehrung, devise, moneda, valuta"));

  /** Totals of a whole order, which some exports repeat on each of its rows. */
  private static final List<String> TOTALS =
      List.of(
          "total",
          "totalprice",
          "totalamount",
          "ordertotal",
          "ordervalue",
          "grandtotal",
          "subtotal",
          "gesamtbetrag",
          "gesamt",
          "summe",
          "totaal",
          "amountpaid",
          "paid");

  private Names() {}

  /** Returns a name's letters and digits: small, without accents. */
  static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replace("ß", "ss")
        .replaceAll("[^a-z0-9]", "");
  }

  /**
   * Returns those of a file's columns that may be a logical one by their names, likely ones first.
   */
  static List<String> like(String logical, Collection<String> columns) {
    List<String> known = KNOWN.getOrDefault(logical, List.of());
    List<String> exact =
        known.stream()
            .flatMap(name -> columns.stream().filter(column -> plain(column).equals(name)))
            .distinct()
            .toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    return known.stream()
        .filter(name -> name.length() >= LEAST)
        .flatMap(
            name ->
                columns.stream()
                    .filter(
                        column ->
                            plain(column).endsWith(name)
                                || (FIGURES.contains(logical) && plain(column).startsWith(name))))
        .distinct()
        .toList();
  }

  /** Returns whether a column may hold the total of its order. */
  static boolean mayBeTotal(String column) {
    return TOTALS.contains(plain(column));
  }

  private static Map.Entry<String, List<String>> known(String logical, String names) {
    return Map.entry(
        logical, Arrays.stream(names.split(",\\s*", -1)).map(Names::plain).distinct().toList());
  }

  /** Returns the first column that has a name of a logical one; empty where none has. */
  static Optional<String> first(String logical, Collection<String> columns) {
    return like(logical, columns).stream().findFirst();
  }
}
