package io.clientele.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.execution.datasources.CodecStreams;

/** A file is written in characters of two bytes, and nobody has said so. */
final class WideText extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LOOKED_AT = 1024;

  private final String file;
  private final String encoding;

  WideText(String file, String encoding) {
    super(file + " is written in " + encoding);
    this.file = file;
    this.encoding = encoding;
  }

  /**
   * Looks at the first bytes of text files that are to be in UTF-8.
   *
   * @throws WideText where one of them is not
   */
  static void refuse(FileListing listing, Configuration hadoop) throws IOException {
    InParallel.of(listing.files(), file -> refused(file, hadoop));
  }

  private static FileStatus refused(FileStatus file, Configuration hadoop) throws IOException {
    try (InputStream bytes = CodecStreams.createInputStream(hadoop, file.getPath())) {
      Optional<String> wide = encoding(bytes.readNBytes(LOOKED_AT));
      if (wide.isPresent()) {
        throw new WideText(FileListing.name(file), wide.get());
      }
      return file;
    }
  }

  String file() {
    return file;
  }

  String encoding() {
    return encoding;
  }

  /** Returns the encoding that the first bytes of a text tell: by its mark, or by every other 0. */
  static Optional<String> encoding(byte[] start) {
    if (start.length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
      return Optional.of("UTF-16LE");
    }
    if (start.length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
      return Optional.of("UTF-16BE");
    }
    int[] zeros = new int[2];
    int looked = Math.min(start.length, LOOKED_AT);
    for (int index = 0; index < looked; index++) {
      zeros[index % 2] += start[index] == 0 ? 1 : 0;
    }
    if (looked >= 4 && zeros[1] * 4 > looked && zeros[0] == 0) {
      return Optional.of("UTF-16LE");
    }
    return looked >= 4 && zeros[0] * 4 > looked && zeros[1] == 0
        ? Optional.of("UTF-16BE")
        : Optional.empty();
  }
}
