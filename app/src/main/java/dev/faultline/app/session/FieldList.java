package dev.faultline.app.session;

import dev.faultline.app.Messages;
import java.util.ArrayList;
import java.util.List;

/// Collects the fields of one layer. A field whose bytes were not captured is left out.
final class FieldList {
    private final PacketBytes bytes;
    private final List<PacketField> fields = new ArrayList<>();

    FieldList(PacketBytes bytes) {
        this.bytes = bytes;
    }

    /// Adds a field.
    ///
    /// @param key of its name in `messages.properties`
    void add(String key, Object value, int offset, int length) {
        add(key, value, offset, length, List.of());
    }

    void add(String key, Object value, int offset, int length, List<PacketField> inner) {
        if (bytes.has(offset, length)) {
            fields.add(new PacketField(Messages.text(key), value.toString(), offset, length, inner));
        }
    }

    /// A number in hexadecimal, of so many bytes.
    void hex(String key, int value, int offset, int length) {
        add(key, hex(value, length), offset, length);
    }

    static String hex(int value, int length) {
        return "0x%0".concat(2 * length + "x").formatted(value);
    }

    List<PacketField> list() {
        return List.copyOf(fields);
    }

    /// The layer that these fields make, from `offset` on; its bytes end where the captured ones do.
    PacketField layer(String key, Object value, int offset, int length) {
        int captured = Math.max(0, Math.min(length, bytes.array().length - offset));
        return new PacketField(Messages.text(key), value.toString(), offset, captured, fields);
    }
}
