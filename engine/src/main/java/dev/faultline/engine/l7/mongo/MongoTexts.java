package dev.faultline.engine.l7.mongo;

/// Keys of what is said about MongoDB in `messages.properties`.
final class MongoTexts {
    static final String VARIANT_MESSAGE = "mongo.message";

    private MongoTexts() {}
}
