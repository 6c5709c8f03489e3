package dev.faultline.engine.l7.redis;

/// Keys of what is said about Redis in `messages.properties`.
final class RedisTexts {
    static final String VARIANT_COMMAND = "redis.command";
    static final String VARIANT_REPLY = "redis.reply";

    private RedisTexts() {}
}
