package dev.faultline.engine.l7.mysql;

/// Keys of what is said about MySQL in `messages.properties`.
final class MysqlTexts {
    static final String VARIANT_SEQUENCE = "mysql.sequence";

    private MysqlTexts() {}
}
