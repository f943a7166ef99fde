package io.clientele.source;

import java.util.Map;
import scala.$less$colon$less$;
import scala.jdk.javaapi.CollectionConverters;

/** Java's maps as Scala's. */
final class ScalaMaps {

  private ScalaMaps() {}

  /** Returns an immutable copy. */
  static scala.collection.immutable.Map<String, String> of(Map<String, String> map) {
    return CollectionConverters.asScala(map).toMap($less$colon$less$.MODULE$.refl());
  }
}
