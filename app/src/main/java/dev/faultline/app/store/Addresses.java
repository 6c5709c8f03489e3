package dev.faultline.app.store;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Addresses as bytes that sort as the addresses do: one byte for the version, 4 or 6, then the address in
/// network order.
final class Addresses {
    private static final int V4_LENGTH = 5;

    private Addresses() {}

    static byte @Nullable [] bytes(@Nullable Endpoint endpoint) {
        return endpoint == null ? null : bytes(endpoint.ip());
    }

    static byte[] bytes(IpAddress address) {
        if (address.version() == 4) {
            return ByteBuffer.allocate(V4_LENGTH)
                    .put((byte) 4)
                    .putInt((int) address.low())
                    .array();
        }
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put((byte) 6)
                .putLong(address.high())
                .putLong(address.low())
                .array();
    }

    static IpAddress address(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        return bytes.length == V4_LENGTH
                ? IpAddress.v4(buffer.getInt())
                : IpAddress.v6(buffer.getLong(), buffer.getLong());
    }

    static @Nullable Endpoint endpoint(byte @Nullable [] bytes, int port) {
        return bytes == null ? null : new Endpoint(address(bytes), port);
    }

    /// The same bytes as text, for JSON.
    static String hex(IpAddress address) {
        return HexFormat.of().formatHex(bytes(address));
    }

    static IpAddress address(String hex) {
        return address(HexFormat.of().parseHex(hex));
    }
}
