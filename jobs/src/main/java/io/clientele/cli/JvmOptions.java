package io.clientele.cli;

import org.apache.spark.launcher.JavaModuleOptions;

/** Tells scripts/clientele what a JVM that runs Spark has to be started with. */
public final class JvmOptions {

  private JvmOptions() {}

  /** Prints the options, one a line. */
  public static void main(String[] arguments) {
    String options = JavaModuleOptions.defaultModuleOptions();
    System.out.println(String.join("\n", options.trim().split("\\s+", -1)));
  }
}
