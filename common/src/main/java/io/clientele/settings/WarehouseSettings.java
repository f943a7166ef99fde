package io.clientele.settings;

import java.util.Optional;

/**
 * Where the results go.
 *
 * @param path root folder of the tables
 * @param format how they are stored
 * @param database catalog database to register them in; empty: none
 */
public record WarehouseSettings(String path, WarehouseFormat format, Optional<String> database) {}
