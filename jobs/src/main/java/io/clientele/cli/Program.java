package io.clientele.cli;

import io.clientele.failure.ExitCode;
import io.clientele.jobs.Failure;
import io.clientele.jobs.Failures;
import io.clientele.jobs.Version;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The process as a function: arguments in, output and exit status out. */
final class Program {
  private static final Logger LOG = LogManager.getLogger("io.clientele");

  private final Console console;
  private final Platform platform;
  private final Work work;

  Program(Console console, Platform platform, Work work) {
    this.console = console;
    this.platform = platform;
    this.work = work;
  }

  /** Prints why nothing can be done. */
  static int refuse(Console console, String message) {
    console.err().println(message);
    return ExitCode.USAGE.number();
  }

  /** Does what the arguments say and returns the exit status. */
  int run(List<String> arguments) {
    Invocation invocation = CommandLine.parse(arguments);
    if (invocation instanceof Invocation.Start start) {
      return start(start);
    }
    if (invocation instanceof Invocation.Refusal refusal) {
      return refuse(console, refusal.message());
    }
    console.out().print(text(invocation));
    console.out().flush();
    return ExitCode.DONE.number();
  }

  private String text(Invocation invocation) {
    return invocation instanceof Invocation.Help help ? Manual.page(help.command()) : version();
  }

  private String version() {
    String java = System.getProperty("java.version", "");
    return Wording.PROGRAM + " " + Version.current() + " (" + platform + ", Java " + java + ")\n";
  }

  private int start(Invocation.Start start) {
    Logging logging = start.options().logging();
    LogSetup.apply(logging);
    try {
      String text = perform(start);
      console.out().print(text);
      console.out().flush();
      return ExitCode.DONE.number();
    } catch (PartialWork partial) {
      console.out().print(partial.text());
      console.out().flush();
      Throwable cause = Optional.ofNullable(partial.getCause()).orElse(partial);
      return failed(Failures.explain(cause), cause, logging);
    } catch (Throwable thrown) {
      // The one place that catches everything: whatever happened becomes an exit status.
      return failed(Failures.explain(thrown), thrown, logging);
    }
  }

  private String perform(Invocation.Start start) {
    if (console.audience() == Console.Audience.FILE) {
      return work.perform(start, new LoggedProgress(), console.glyphs());
    }
    try (TerminalProgress progress = TerminalProgress.on(console.err())) {
      return work.perform(start, progress, console.glyphs());
    }
  }

  private int failed(Failure failure, Throwable thrown, Logging logging) {
    String message = Wording.PROGRAM + ": " + failure.message() + trace(failure, thrown, logging);
    if (logging.format() == Logging.Format.JSON) {
      LOG.error(message);
    } else {
      console.err().println(message);
    }
    if (logging.detail() == Logging.Detail.VERBOSE) {
      LOG.error("The stack trace, as asked for by --verbose", thrown);
    }
    return failure.exitCode().number();
  }

  private static String trace(Failure failure, Throwable thrown, Logging logging) {
    boolean kept =
        failure.exitCode() == ExitCode.UNEXPECTED && logging.detail() == Logging.Detail.QUIET;
    return kept ? TraceFile.keep(thrown).map(file -> "\n  trace: " + file).orElse("") : "";
  }
}
