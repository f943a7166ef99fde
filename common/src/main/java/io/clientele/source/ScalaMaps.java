package io.clientele.source;

import java.util.Map;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** Java's maps as Scala's. */
final class ScalaMaps {

  private ScalaMaps() {}

  /** Returns an immutable copy. */
  @SuppressWarnings("unchecked") // Scala's varargs constructor keeps the types of its pairs.
  static scala.collection.immutable.Map<String, String> of(Map<String, String> map) {
    return (scala.collection.immutable.Map<String, String>)
        Map$.MODULE$.from(CollectionConverters.asScala(map));
  }
}
