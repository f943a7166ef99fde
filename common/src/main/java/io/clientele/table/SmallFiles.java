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
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;

/**
 * Small texts in a folder, such as locks and lists.
 *
 * @param files the file system
 * @param folder the folder, which need not be there
 */
record SmallFiles(FileSystem files, Path folder) {
  private static final String UNLESS_THERE =
      Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

  /** Local files go without checksums beside them: two files cannot be renamed in one step. */
  SmallFiles {
    files = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  Path path(String name) {
    return new Path(folder, name);
  }

  /** Returns the text of a file; empty where there is none. */
  Optional<String> read(String name) {
    try {
      return Optional.of(text(name));
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    } catch (IOException failure) {
      return readAgain(name, failure);
    }
  }

  /** S3 refuses to read on where a file was replaced after it was opened. */
  private Optional<String> readAgain(String name, IOException failure) {
    if (replacesByRename()) {
      throw new UncheckedIOException(failure);
    }
    try {
      return Optional.of(text(name));
    } catch (IOException again) {
      failure.addSuppressed(again);
      throw new UncheckedIOException(failure);
    }
  }

  private String text(String name) throws IOException {
    try (FSDataInputStream stream = files.open(path(name))) {
      return IOUtils.toString(stream, StandardCharsets.UTF_8);
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
    try {
      if (!replacesByRename()) {
        // Hadoop would delete the old one, and then copy the new one into its place.
        write(path(name), text);
        return;
      }
      Path fresh = path("." + name + "." + UUID.randomUUID());
      write(fresh, text);
      rename(fresh, path(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Makes a file that must not be there yet: of several that try, one succeeds. So it is on local
   * disks, on HDFS, and on S3 where it knows uploads that fail if there is an object; other object
   * stores may let several.
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
      FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path(name));
      try (OutputStream stream = builder.overwrite(false).opt(UNLESS_THERE, true).build()) {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException taken) {
      return false;
    } catch (IOException failure) {
      return !isBeingMade(failure) && isUploaded(name, text, failure);
    }
  }

  /** HDFS says so of a file that somebody else has made and not closed yet. */
  private static boolean isBeingMade(IOException failure) {
    return failure instanceof RemoteException remote
        && remote.getClassName().equals(AlreadyBeingCreatedException.class.getName());
  }

  /** An upload is refused in terms of the store, and one that was tried twice finds itself. */
  private boolean isUploaded(String name, String text, IOException failure) {
    return Optional.of(name)
        .filter(any -> !replacesByRename())
        .flatMap(this::read)
        .map(text::equals)
        .orElseThrow(() -> new UncheckedIOException(failure));
  }

  /**
   * Moves a file's time of change on by a second, which takes no space. Returns whether it has
   * moved: object stores keep the time of the upload.
   */
  boolean touch(String name) {
    try {
      long before = files.getFileStatus(path(name)).getModificationTime();
      files.setTimes(path(name), before + 1000, -1);
      return files.getFileStatus(path(name)).getModificationTime() != before;
    } catch (IOException | UnsupportedOperationException unmoved) {
      return false;
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

  /**
   * Takes a file from elsewhere on this file system in place of one: by one rename, or, on storage
   * that cannot, by a copy after the old one is gone.
   */
  void adopt(Path fresh, String name) {
    try {
      files.mkdirs(folder);
      if (replacesByRename()) {
        rename(fresh, path(name));
        return;
      }
      files.delete(path(name), false);
      files.rename(fresh, path(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void rename(Path fresh, Path target) throws IOException {
    if (isLocal()) {
      files.rename(fresh, target);
    } else {
      FileContext.getFileContext(folder.toUri(), files.getConf())
          .rename(fresh, target, Options.Rename.OVERWRITE);
    }
  }

  private boolean replacesByRename() {
    return isLocal() || Folders.renamesInOneStep(folder);
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
