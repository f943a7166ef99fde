package io.clientele.source;

import java.util.Optional;

/**
 * Whether it pays to look at what is new only.
 *
 * @param smallBytes size below which a source is read from the start
 */
record Worth(long smallBytes) {
  private static final int LEAST_TIMES = 4;

  /** Of a source that is tiny, as in tests, the larger part may be new. */
  private static final long TINY = 1L << 20;

  /** Returns why everything is to be read; empty where what is new pays. */
  Optional<String> obstacle(long newBytes, long allBytes) {
    if (allBytes < smallBytes) {
      return Optional.of(SourceChange.Everything.SMALL);
    }
    return newBytes > TINY && newBytes * LEAST_TIMES > allBytes
        ? Optional.of("more than a quarter of %s is new")
        : Optional.empty();
  }
}
