package io.clientele.table;

import java.util.Collection;

/**
 * Files on the storage.
 *
 * @param files how many
 * @param bytes how large in all
 */
public record Size(long files, long bytes) {
  /** No files. */
  public static final Size NONE = new Size(0, 0);

  /** Returns the size of files of these lengths. */
  static Size of(Collection<Long> lengths) {
    return new Size(lengths.size(), lengths.stream().mapToLong(Long::longValue).sum());
  }

  /** Returns both together. */
  public Size plus(Size other) {
    return new Size(files + other.files, bytes + other.bytes);
  }

  /** Returns this without the other. */
  public Size minus(Size other) {
    return new Size(files - other.files, bytes - other.bytes);
  }

  /** Returns whether there are no files. */
  public boolean isNone() {
    return files == 0;
  }
}
