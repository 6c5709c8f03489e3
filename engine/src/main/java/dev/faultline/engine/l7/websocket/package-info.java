/// WebSocket (RFC 6455) after its opening handshake: frames and close codes; payloads are not kept.
@NullMarked
package dev.faultline.engine.l7.websocket;

import org.jspecify.annotations.NullMarked;
