package dev.faultline.engine.l7.amqp;

/// Keys of what is said about AMQP in `messages.properties`.
final class AmqpTexts {
    static final String VARIANT_FRAME = "amqp.frame";
    static final String VARIANT_END = "amqp.end";

    private AmqpTexts() {}
}
