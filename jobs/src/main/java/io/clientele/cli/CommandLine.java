package io.clientele.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scopt.OEffect;
import scopt.OParser;
import scopt.OParserBuilder;
import scopt.Read;
import scopt.Read$;

/** Reads the command line; the only class that knows scopt. */
final class CommandLine {
  private static final Read<String> TEXT = Read$.MODULE$.stringRead();
  private static final Read<BoxedUnit> NOTHING = Read$.MODULE$.unitRead();

  private CommandLine() {}

  /** Returns what the arguments ask for; every problem in them is reported at once. */
  static Invocation parse(List<String> arguments) {
    if (arguments.isEmpty()) {
      return Wording.refusal(Optional.empty(), List.of("no command given"));
    }
    Typed typed = new Typed();
    List<String> complaints = complaints(arguments, typed);
    Optional<Command> named = typed.command().or(() -> anyCommand(arguments));
    if (typed.has(Option.HELP)) {
      return new Invocation.Help(named);
    }
    if (typed.has(Option.VERSION)) {
      return new Invocation.Version();
    }
    return Command.of(arguments.get(0))
        .map(command -> invocation(command, typed, arguments, complaints))
        .orElseGet(() -> Wording.withoutCommand(arguments, named));
  }

  private static Invocation invocation(
      Command command, Typed typed, List<String> arguments, List<String> complaints) {
    List<String> problems = new ArrayList<>(Wording.of(complaints, command, arguments));
    OptionsReader reader = new OptionsReader(command, typed, problems);
    Options options = reader.read();
    return problems.isEmpty()
        ? new Invocation.Start(command, options)
        : Wording.refusal(Optional.of(command), problems);
  }

  /** Fills in what was typed, and returns what scopt could make nothing of. */
  private static List<String> complaints(List<String> arguments, Typed typed) {
    var effects = OParser.runParser(parser(), sequence(arguments), typed)._2();
    return CollectionConverters.asJava(effects).stream()
        .filter(OEffect.ReportError.class::isInstance)
        .map(effect -> ((OEffect.ReportError) effect).msg())
        .toList();
  }

  private static OParser<?, Typed> parser() {
    OParserBuilder<Typed> builder = OParser.builder();
    List<OParser<?, Typed>> parts = new ArrayList<>();
    for (Option option : List.of(Option.HELP, Option.VERSION)) {
      parts.add(parser(builder, option));
    }
    for (Command command : Command.values()) {
      List<OParser<?, Typed>> options = new ArrayList<>();
      for (Option option : Option.of(command)) {
        // Those two are understood before a command as well, and so stand outside of it.
        if (option != Option.HELP && option != Option.VERSION) {
          options.add(parser(builder, option));
        }
      }
      if (command == Command.INIT) {
        options.add(
            builder
                .arg("FILE", TEXT)
                .optional()
                .action((value, typed) -> typed.withArgument(value)));
      }
      parts.add(
          builder
              .cmd(command.word())
              .action((nothing, typed) -> typed.withCommand(command))
              .children(sequence(options)));
    }
    return OParser.sequence(builder.programName(Wording.PROGRAM), sequence(parts));
  }

  private static OParser<?, Typed> parser(OParserBuilder<Typed> builder, Option option) {
    if (option.shape() != Option.Shape.SWITCH) {
      return builder
          .opt(option.word(), TEXT)
          .unbounded()
          .action((value, typed) -> typed.with(option, value));
    }
    OParser<BoxedUnit, Typed> parser =
        option == Option.HELP
            ? builder.opt('h', option.word(), NOTHING)
            : builder.opt(option.word(), NOTHING);
    return parser.unbounded().action((nothing, typed) -> typed.with(option, ""));
  }

  private static Optional<Command> anyCommand(List<String> arguments) {
    return arguments.stream().map(Command::of).flatMap(Optional::stream).findFirst();
  }

  private static <T> Seq<T> sequence(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /** Returns the words of all commands. */
  static List<String> commands() {
    return Arrays.stream(Command.values()).map(Command::word).toList();
  }
}
