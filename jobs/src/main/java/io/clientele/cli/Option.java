package io.clientele.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The options of the command line, and which command takes which. */
enum Option {
  CONF(Shape.VALUE, By.CONFIGURED),
  AS_OF(Shape.VALUE, By.DATED),
  SET(Shape.VALUES, By.CONFIGURED),
  FROM(Shape.VALUE, By.FROM),
  TO(Shape.VALUE, By.RANGE),
  EVERY(Shape.VALUE, By.BACKFILL),
  DRY_RUN(Shape.SWITCH, By.SHOWN),
  REFIT(Shape.SWITCH, By.FITTING),
  HORIZON(Shape.VALUE, By.JUDGE),
  CUSTOMER(Shape.VALUE, By.EXPLAIN),
  CUSTOMERS(Shape.VALUE, By.PEOPLE),
  TIME_ZONE(Shape.VALUE, By.INIT),
  CURRENCY(Shape.VALUE, By.INIT),
  FORCE(Shape.SWITCH, By.INIT),
  SEED(Shape.VALUE, By.SAMPLE),
  UNTIL(Shape.VALUE, By.SAMPLE),
  TABLE(Shape.VALUE, By.EXPORT),
  UNFINISHED(Shape.SWITCH, By.EXPORT),
  OUT(Shape.VALUE, By.OUT),
  FORMAT(Shape.VALUE, By.WRITTEN),
  DIRT(Shape.VALUE, By.SAMPLE),
  LOG(Shape.VALUE, By.ALL),
  VERBOSE(Shape.SWITCH, By.ALL),
  HELP(Shape.SWITCH, By.ALL),
  VERSION(Shape.SWITCH, By.ALL);

  private final Shape shape;
  private final By by;

  Option(Shape shape, By by) {
    this.shape = shape;
    this.by = by;
  }

  /** Returns the options a command takes, in the order of its manual page. */
  static List<Option> of(Command command) {
    return Arrays.stream(values()).filter(option -> option.by.takes(command)).toList();
  }

  /** Returns the name without dashes. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the name as typed. */
  String flag() {
    return "--" + word();
  }

  Shape shape() {
    return shape;
  }

  private enum By {
    CONFIGURED,
    DATED,
    RANGE,
    FROM,
    OUT,
    WRITTEN,
    EXPORT,
    BACKFILL,
    FITTING,
    JUDGE,
    SAMPLE,
    EXPLAIN,
    INIT,
    SHOWN,
    PEOPLE,
    ALL;

    boolean takes(Command command) {
      return switch (this) {
        case CONFIGURED -> command.readsConfiguration();
        case DATED -> command.isDated() || command == Command.EXPORT;
        case RANGE -> command == Command.BACKFILL || command == Command.EXPORT;
        case FROM -> RANGE.takes(command) || command == Command.INIT;
        case OUT -> WRITTEN.takes(command) || command == Command.INIT;
        case WRITTEN -> command == Command.SAMPLE || command == Command.EXPORT;
        case INIT -> command == Command.INIT;
        case EXPORT -> command == Command.EXPORT;
        case BACKFILL -> command == Command.BACKFILL;
        case FITTING -> command.fits();
        case JUDGE -> command == Command.JUDGE;
        case SAMPLE -> command == Command.SAMPLE;
        case EXPLAIN -> command == Command.EXPLAIN;
        case SHOWN -> command.canBeShown();
        case PEOPLE -> command.takesCustomers();
        case ALL -> true;
      };
    }
  }

  /** What follows an option. */
  enum Shape {
    /** Nothing. */
    SWITCH,
    /** One value, once. */
    VALUE,
    /** One value, as often as wanted. */
    VALUES
  }
}
