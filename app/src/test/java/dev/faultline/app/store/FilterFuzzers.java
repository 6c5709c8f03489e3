package dev.faultline.app.store;

import dev.faultline.app.Findings;
import dev.faultline.app.filter.FilterException;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Targets for the filter language, as Jazzer wants them.
public final class FilterFuzzers {
    private FilterFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("filter", Language::fuzzerTestOneInput);
        return all;
    }

    /// What a user types: it is refused, with a place that lies in it, or it chooses, and can be said to the store.
    public static final class Language {
        private static final List<Finding> SOME = List.of(Findings.refused(1), Findings.unreachable(null));

        private Language() {}

        public static void fuzzerTestOneInput(byte[] data) {
            String text = new String(data, StandardCharsets.UTF_8);
            try {
                FindingFilter filter = FindingFilter.compile(text);
                boolean chosen = SOME.stream().anyMatch(filter);
                if (FindingFilter.compile(text).with(EndpointNames.NONE).test(SOME.getFirst()) && !chosen) {
                    throw new AssertionError("not the same twice");
                }
                FilterSql.of(filter);
            } catch (FilterException e) {
                checkPlace(text, e);
            }
        }

        private static void checkPlace(String text, FilterException e) {
            if (String.valueOf(e.getMessage()).isBlank()
                    || e.position() < 0
                    || e.position() > text.length()
                    || e.length() < 1) {
                throw new AssertionError("at " + e.position() + "+" + e.length() + ": " + e.getMessage(), e);
            }
        }
    }
}
