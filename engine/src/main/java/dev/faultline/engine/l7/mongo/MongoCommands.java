package dev.faultline.engine.l7.mongo;

import java.util.Set;

/// Commands by name (MongoDB documentation, "Database Commands").
final class MongoCommands {
    private static final Set<String> OF_COLLECTIONS = Set.of(
            "aggregate",
            "collMod",
            "collStats",
            "compact",
            "count",
            "create",
            "createIndexes",
            "delete",
            "distinct",
            "drop",
            "dropIndexes",
            "find",
            "findAndModify",
            "findandmodify",
            "insert",
            "listIndexes",
            "mapReduce",
            "update",
            "validate");

    private MongoCommands() {}

    /// Whether the value of the command's own field is the name of a collection. That of others may be anything,
    /// a user's name or a text.
    static boolean nameCollection(String command) {
        return OF_COLLECTIONS.contains(command);
    }
}
