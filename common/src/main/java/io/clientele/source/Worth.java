package io.clientele.source;

/** Whether it pays to look at what is new only. */
final class Worth {
  private static final int LEAST_TIMES = 4;

  /** Below this, starting anything costs more than reading everything. */
  private static final long SMALL = 4L << 20;

  private Worth() {}

  /** Holds where what is new is too large a part of the whole; never for a small whole. */
  static boolean tooMuch(long newBytes, long allBytes) {
    return newBytes > SMALL && newBytes * LEAST_TIMES > allBytes;
  }
}
