package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.INSTANT;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/**
 * Which ids and keys are whose: one row for each id that a source or an earlier ingest knows
 * somebody by, and for each keyed hash of an address or another key.
 */
public final class Identities {
  public static final String KEY_KIND = "key_kind";
  public static final String KEY = "key";
  public static final String CUSTOMER_ID = "customer_id";
  public static final String JOINED_BY = "joined_by";
  public static final String FIRST_ID = "first_id";
  public static final String FIRST_INGEST = "first_ingest";
  public static final String KNOWN_SINCE = "known_since";

  /** Kind of key: an id. */
  public static final String OF_ID = "customer_id";

  /** What the id of a person begins with whom nothing but a key is known of. */
  public static final String GUEST = "guest:";

  /** So many hex digits of the hash of that key come after it. */
  public static final int GUEST_DIGITS = 16;

  /** An id that is the person's own. */
  public static final String OWN_ID = "own id";

  /** An id that the identity source gives to the person. */
  public static final String BY_IDENTITY = "identity";

  /** A key of exactly one registered person. */
  public static final String REGISTERED = "registration";

  /** A key, or the id made of it, that guest orders were joined by. */
  public static final String GUESTS = "guest orders";

  /** A key that guest orders of several people state. */
  public static final String SEVERAL_GUESTS = "several guests";

  /** A key of several registered people: it joins nobody with them. */
  public static final String SHARED = "shared";

  /** An id that the person once had. */
  public static final String FORMER = "former id";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(
              KEY_KIND, TEXT, "customer_id, or the name of the key such as email or phone"),
          new TableColumn(
              KEY, TEXT, "The id; of any other key its HMAC-SHA256 under identity.salt, in hex"),
          new TableColumn(
              CUSTOMER_ID, TEXT, "The person whose it is, as in orders and customer_segments"),
          new TableColumn(
              JOINED_BY,
              TEXT,
              "own id, identity (the source identity says so), registration (key of one registered person), guest orders, several guests (key of guest orders of several people), shared (key of several registered people, which joins none of them) or former id"),
          new TableColumn(
              FIRST_ID,
              TEXT,
              "The id that the person was first known by: the same while the person is known, what control_bucket goes by"),
          new TableColumn(
              FIRST_INGEST,
              COUNT,
              "Number of the ingest that first knew the id; null for other keys and for people whom no source names by their own id"),
          new TableColumn(
              KNOWN_SINCE,
              INSTANT,
              "First registration, order or event under the id, as that ingest saw it; null where it saw none and for other keys"));

  /** One row per kind of key and key; empty where people are not joined. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "identities",
          "One row per id and per keyed hash that somebody is known by; empty where people are not joined",
          List.of(KEY_KIND, KEY),
          Optional.empty(),
          COLUMNS);

  private Identities() {}
}
