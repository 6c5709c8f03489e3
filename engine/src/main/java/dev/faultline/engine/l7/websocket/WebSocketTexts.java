package dev.faultline.engine.l7.websocket;

/// Keys of what is said about WebSocket in `messages.properties`.
public final class WebSocketTexts {
    public static final String VARIANT_RESERVED = "websocket.reserved";
    public static final String VARIANT_OPCODE = "websocket.opcode";
    public static final String VARIANT_MASK = "websocket.mask";
    public static final String VARIANT_CONTROL = "websocket.control";
    public static final String VARIANT_FRAGMENT = "websocket.fragment";
    public static final String VARIANT_LENGTH = "websocket.length";
    public static final String VARIANT_CLOSE = "websocket.close";

    private WebSocketTexts() {}
}
