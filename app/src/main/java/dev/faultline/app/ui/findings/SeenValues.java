package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingRow;
import dev.faultline.engine.common.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Values that findings have, to be offered while a filter is typed.
final class SeenValues {
    private SeenValues() {}

    /// The values of each field that tells findings apart, as they are written in a filter.
    static Map<String, List<String>> of(List<FindingRow> rows) {
        Map<String, Set<String>> seen = new HashMap<>();
        for (FindingRow row : rows) {
            addEnd(seen, "src", row.src());
            addEnd(seen, "dst", row.dst());
            if (row.reporter() != null) {
                add(seen, "reporter", quoted(row.reporter()));
            }
            if (row.tcpStream() >= 0) {
                add(seen, "stream", Integer.toString(row.tcpStream()));
            }
        }
        Map<String, List<String>> values = new HashMap<>();
        seen.forEach((field, words) -> values.put(field, List.copyOf(words)));
        return Map.copyOf(values);
    }

    private static void addEnd(Map<String, Set<String>> seen, String name, @Nullable Endpoint end) {
        if (end != null) {
            add(seen, name + ".ip", quoted(end.ip()));
            if (end.port() != Endpoint.NO_PORT) {
                add(seen, name + ".port", Integer.toString(end.port()));
            }
        }
    }

    private static void add(Map<String, Set<String>> seen, String field, String value) {
        seen.computeIfAbsent(field, name -> new TreeSet<>()).add(value);
    }

    private static String quoted(Object value) {
        return '"' + Objects.toString(value) + '"';
    }
}
