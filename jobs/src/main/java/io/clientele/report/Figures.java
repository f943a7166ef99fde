package io.clientele.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Numbers as the shop's language writes them.
 *
 * @param language the language
 * @param currency ISO 4217 code of the shop's currency
 */
public record Figures(Locale language, String currency) {
  /** What stands where there is no number. */
  static final String NONE = "–";

  private static final double LARGE = 1000;

  /** Returns a whole number. */
  String count(double number) {
    return format(NumberFormat.getIntegerInstance(language), number);
  }

  /** Returns a whole number. */
  String count(long number) {
    return NumberFormat.getIntegerInstance(language).format(number);
  }

  /** Returns a number with at most so many decimals. */
  String decimal(double number, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(language);
    format.setMaximumFractionDigits(decimals);
    return format(format, number);
  }

  /** Returns a number with exactly so many decimals, for columns of numbers. */
  String fixed(double number, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(language);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format(format, number);
  }

  /** Returns a share as per cent, one decimal. */
  String percent(double share) {
    NumberFormat format = NumberFormat.getPercentInstance(language);
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    return format(format, share);
  }

  /** Returns a share as per cent; a dash where there is none. */
  String percent(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : NONE;
  }

  /** Returns an amount with its currency's decimals, without them from a thousand on. */
  String amount(double amount) {
    Currency money = Currency.getInstance(currency);
    NumberFormat format = NumberFormat.getCurrencyInstance(language);
    format.setCurrency(money);
    int decimals = Math.abs(amount) >= LARGE ? 0 : Math.max(0, money.getDefaultFractionDigits());
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return apart(format(format, amount));
  }

  /** Letters of a currency stand apart from digits; Java writes KWD1. */
  private static String apart(String amount) {
    return amount.replaceAll("(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})", "\u00a0");
  }

  /** Returns what stands before the digits of an amount, and what stands after them. */
  List<String> around() {
    String one = amount(LARGE);
    return List.of(one.replaceAll("(?s)\\d.*", ""), one.replaceAll("(?s).*\\d", ""));
  }

  /** Returns days as people say them: "1 day", "2 days". */
  String days(long days) {
    return count(days) + (days == 1 ? " day" : " days");
  }

  /** Returns an amount; a dash where there is none. */
  String amount(OptionalDouble amount) {
    return amount.isPresent() ? amount(amount.getAsDouble()) : NONE;
  }

  /** Returns a day. */
  String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language).format(day);
  }

  /** Returns a day, shortened. */
  String shortDay(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language).format(day);
  }

  /** Returns a month with its year. */
  String month(YearMonth month) {
    return DateTimeFormatter.ofPattern("LLLL uuuu", language).format(month);
  }

  /** Returns a month with its year, shortened. */
  String shortMonth(YearMonth month) {
    return DateTimeFormatter.ofPattern("LLL uuuu", language).format(month);
  }

  private static String format(NumberFormat format, double number) {
    format.setRoundingMode(RoundingMode.HALF_UP);
    // By the digits that are shown elsewhere, not by the binary number beneath; and no "-0".
    String text = format.format(BigDecimal.valueOf(number));
    return number < 0 && text.chars().noneMatch(digit -> digit >= '1' && digit <= '9')
        ? format.format(BigDecimal.ZERO)
        : text;
  }
}
