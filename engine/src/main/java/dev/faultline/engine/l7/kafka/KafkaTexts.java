package dev.faultline.engine.l7.kafka;

/// Keys of what is said about Kafka in `messages.properties`.
final class KafkaTexts {
    static final String VARIANT_SIZE = "kafka.size";
    static final String VARIANT_CORRELATION = "kafka.correlation";

    private KafkaTexts() {}
}
