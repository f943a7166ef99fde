package io.clientele.guess;

import java.time.ZoneId;
import java.util.Optional;

/**
 * What a configuration is asked for.
 *
 * @param path the file or folder of orders
 * @param shop the ready shop it is an export of; empty: by its columns
 * @param zone where the shop's days are counted
 * @param currency the shop's own currency; empty: by the file
 */
public record Request(
    String path, Optional<ReadyShop> shop, ZoneId zone, Optional<String> currency) {}
