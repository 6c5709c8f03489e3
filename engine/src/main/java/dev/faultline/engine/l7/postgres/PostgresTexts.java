package dev.faultline.engine.l7.postgres;

/// Keys of what is said about PostgreSQL in `messages.properties`.
final class PostgresTexts {
    static final String VARIANT_MESSAGE = "postgres.message";

    private PostgresTexts() {}
}
