package dev.faultline.engine.capture.file;

import dev.faultline.engine.common.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The names of addresses that a capture brings along.
final class NameBook {
    private static final int NAMES_OF_AN_ADDRESS = 8;
    private static final int LONGEST_NAME = 255;

    private final int limit;
    private final Map<IpAddress, List<String>> names = new ConcurrentHashMap<>();

    /// @param limit addresses kept; the names of further ones are dropped
    NameBook(int limit) {
        this.limit = limit;
    }

    void add(IpAddress address, String name) {
        boolean full = names.size() >= limit && !names.containsKey(address);
        if (full || name.isEmpty() || name.length() > LONGEST_NAME) {
            return;
        }
        List<String> known = names.computeIfAbsent(address, a -> new CopyOnWriteArrayList<>());
        if (known.size() < NAMES_OF_AN_ADDRESS && !known.contains(name)) {
            known.add(name);
        }
    }

    Map<IpAddress, List<String>> names() {
        return Collections.unmodifiableMap(names);
    }
}
