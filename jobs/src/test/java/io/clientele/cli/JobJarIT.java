package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class JobJarIT {

  @Test
  void holdsWhatSparkLacksInPackagesOfItsOwn() throws IOException {
    assertThat(classes())
        .contains(
            "io/clientele/cli/Main.class",
            "io/clientele/shaded/scopt/OParser.class",
            "io/clientele/shaded/config/Config.class")
        .allSatisfy(name -> assertThat(name).startsWith("io/clientele/"));
  }

  @Test
  void holdsItsConfigurationAndManual() throws IOException {
    assertThat(entries())
        .contains(
            "io/clientele/settings/reference.conf",
            "io/clientele/cli/log4j2.properties",
            "io/clientele/cli/log4j2-json.properties",
            "io/clientele/cli/help/run.txt");
  }

  @Test
  void knowsItsMainClassAndVersion() throws IOException {
    try (JarFile jar = jar()) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("io.clientele.cli.Main");
      assertThat(jar.getName())
          .endsWith(
              "clientele-" + manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION) + ".jar");
    }
  }

  private static List<String> classes() throws IOException {
    return entries().stream().filter(name -> name.endsWith(".class")).toList();
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = jar()) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  private static JarFile jar() throws IOException {
    return new JarFile(System.getProperty("clientele.jar", ""));
  }
}
