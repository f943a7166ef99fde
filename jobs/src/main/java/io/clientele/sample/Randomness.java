package io.clientele.sample;

import java.util.SplittableRandom;

/**
 * A stream of random numbers that is a pure function of seed, person, purpose and index.
 *
 * <p>Only exactly specified arithmetic is used, so that every machine draws the same numbers.
 */
final class Randomness {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final SplittableRandom numbers;

  private Randomness(long key) {
    numbers = new SplittableRandom(key);
  }

  static Randomness of(long seed, long person, Purpose purpose, long index) {
    return new Randomness(key(seed, person, purpose, index));
  }

  /** Returns a number that is as good as unique to its arguments. */
  static long key(long seed, long person, Purpose purpose, long index) {
    long key = mixed(seed + GOLDEN_GAMMA);
    key = mixed(key + (person + 1) * GOLDEN_GAMMA);
    key = mixed(key + purpose.number * GOLDEN_GAMMA);
    return mixed(key + (index + 1) * GOLDEN_GAMMA);
  }

  // The finalizer of SplitMix64: Steele, Lea and Flood 2014, variant 13 of Stafford.
  private static long mixed(long value) {
    long first = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
    return second ^ (second >>> 31);
  }

  /** Returns a number from 0 to below 1. */
  double share() {
    return (numbers.nextLong() >>> 11) * 0x1.0p-53;
  }

  boolean happens(double probability) {
    return share() < probability;
  }

  /** Returns an integer from 0 to below the bound. */
  int below(int bound) {
    return (int) (share() * bound);
  }

  /** Returns how often something of this probability happens in a row, at most so often. */
  int streak(double probability, int most) {
    int length = 0;
    while (length < most && happens(probability)) {
      length++;
    }
    return length;
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - share());
  }

  /** Returns a standard normal number: Box and Muller 1958. */
  double gaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - share()));
    return radius * StrictMath.cos(2 * Math.PI * share());
  }

  /** Returns a gamma distributed number: Marsaglia and Tsang 2000. */
  double gamma(double shape, double mean) {
    if (shape < 1) {
      double shrink = StrictMath.pow(1 - share(), 1 / shape);
      return gamma(shape + 1, mean * (shape + 1) / shape) * shrink;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = gaussian();
      double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
      if (v > 0 && StrictMath.log(1 - share()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v * mean / shape;
      }
    }
  }

  /** What numbers are drawn for: each has a stream of its own. */
  enum Purpose {
    TRAITS(1),
    CONTACT(2),
    ORDER_TIMES(3),
    ORDER(4),
    RETURN(5),
    ORDER_DIRT(6),
    RETURN_DIRT(7),
    PURCHASE_SESSION(8),
    RECOVERED_SESSION(9),
    VISIT_TIMES(10),
    VISIT(11);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }
  }
}
