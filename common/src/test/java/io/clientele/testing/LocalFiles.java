package io.clientele.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.FsServerDefaults;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.local.LocalConfigKeys;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files, which give permissions by Java. Hadoop itself starts a chmod for each file
 * and folder that it makes where its native library is missing: an eighth of all CPU seconds of a
 * test.
 */
public final class LocalFiles extends LocalFileSystem {

  /** Opened by Hadoop, by name. */
  public LocalFiles() {
    super(new Unchecked());
  }

  /** Returns what tells a session, before it starts, to open them. */
  public static Map<String, String> settings() {
    return Map.of(
        "spark.hadoop.fs.file.impl",
        LocalFiles.class.getName(),
        "spark.hadoop.fs.AbstractFileSystem.file.impl",
        InContext.class.getName());
  }

  /** The same for whoever asks for a FileContext, as Delta's log does. */
  public static final class InContext extends ChecksumFs {

    /** Opened by Hadoop, by name. */
    public InContext(URI ignored, Configuration configuration)
        throws IOException, URISyntaxException {
      super(new Delegating(configuration));
    }
  }

  private static final class Unchecked extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      Set<PosixFilePermission> permissions =
          PosixFilePermissions.fromString(
              permission.getUserAction().SYMBOL
                  + permission.getGroupAction().SYMBOL
                  + permission.getOtherAction().SYMBOL);
      Files.setPosixFilePermissions(pathToFile(path).toPath(), permissions);
    }
  }

  private static final class Delegating extends DelegateToFileSystem {
    private static final int NONE = -1;

    Delegating(Configuration configuration) throws IOException, URISyntaxException {
      super(FsConstants.LOCAL_FS_URI, new Unchecked(), configuration, "file", false);
    }

    @Override
    public int getUriDefaultPort() {
      return NONE;
    }

    @Override
    public boolean isValidName(String name) {
      return true;
    }

    @Override
    public FsServerDefaults getServerDefaults(Path path) throws IOException {
      return LocalConfigKeys.getServerDefaults();
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Deprecated by Hadoop, and abstract there all the same.
    public FsServerDefaults getServerDefaults() throws IOException {
      return LocalConfigKeys.getServerDefaults();
    }
  }
}
