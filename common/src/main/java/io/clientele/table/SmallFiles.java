package io.clientele.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.commons.io.IOUtils;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Small texts in a folder, such as locks and lists.
 *
 * @param files the file system
 * @param folder the folder, which need not be there
 */
record SmallFiles(FileSystem files, Path folder) {

  /** Local files go without checksums beside them: two files cannot be renamed in one step. */
  SmallFiles {
    files = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  Path path(String name) {
    return new Path(folder, name);
  }

  /** Returns the text of a file; empty where there is none. */
  Optional<String> read(String name) {
    try (FSDataInputStream stream = files.open(path(name))) {
      return Optional.of(IOUtils.toString(stream, StandardCharsets.UTF_8));
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the names of the files in the folder, sorted. */
  List<String> names() {
    try {
      return Arrays.stream(files.listStatus(folder))
          .map(file -> file.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException absent) {
      return List.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Replaces a file by one rename, or, on storage that cannot, by one upload. */
  void replace(String name, String text) {
    Path fresh = path("." + name + "." + UUID.randomUUID());
    try {
      write(fresh, text);
      rename(fresh, path(name), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Makes a file that must not be there yet: of several that try, one succeeds. So it is on local
   * disks and HDFS; object stores may let several.
   */
  boolean create(String name, String text) {
    try {
      if (!files.mkdirs(folder)) {
        throw new IOException("Mkdirs failed to create " + folder);
      }
      if (isLocal()) {
        // Hadoop looks whether the file is there and then makes it, in two steps.
        Files.writeString(
            java.nio.file.Path.of(path(name).toUri().getPath()),
            text,
            StandardOpenOption.CREATE_NEW);
        return true;
      }
      try (OutputStream stream = files.create(path(name), false)) {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException taken) {
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Moves a file's time of change on by a second, if it is there; takes no space. */
  void touch(String name) {
    try {
      long before = files.getFileStatus(path(name)).getModificationTime();
      files.setTimes(path(name), before + 1000, -1);
    } catch (FileNotFoundException absent) {
      // It was taken away: whoever did that knows why.
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns a file's time of change in milliseconds since 1970; empty where there is no file. */
  OptionalLong touched(String name) {
    try {
      return OptionalLong.of(files.getFileStatus(path(name)).getModificationTime());
    } catch (FileNotFoundException absent) {
      return OptionalLong.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Deletes a file, if it is there. */
  void delete(String name) {
    try {
      files.delete(path(name), false);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void rename(Path fresh, Path target, String text) throws IOException {
    if (isLocal()) {
      files.rename(fresh, target);
      return;
    }
    try {
      FileContext.getFileContext(folder.toUri(), files.getConf())
          .rename(fresh, target, Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException withoutContext) {
      write(target, text);
      files.delete(fresh, false);
    }
  }

  private boolean isLocal() {
    return files instanceof RawLocalFileSystem;
  }

  private void write(Path path, String text) throws IOException {
    try (OutputStream stream = files.create(path, true)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
