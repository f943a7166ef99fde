package io.clientele.guess;

/**
 * A logical column and what it may be.
 *
 * @param column the logical column
 * @param sql a Spark SQL expression over the file's columns
 * @param why what speaks for it, for people
 */
record Guess(String column, String sql, String why) {}
