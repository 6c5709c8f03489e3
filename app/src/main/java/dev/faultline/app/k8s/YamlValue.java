package dev.faultline.app.k8s;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A value of a YAML file that knows its place. What is not there, or is of another type, is taken for empty,
/// as kubectl does with most fields.
///
/// @param node null for a value that is not there
record YamlValue(Path file, @Nullable Node node) {

    Place place() {
        return node == null ? new Place(file, 0, 0) : Place.of(file, node);
    }

    /// The value of a key.
    YamlValue get(String key) {
        return new YamlValue(file, node instanceof MappingNode mapping ? value(mapping, key) : null);
    }

    private static @Nullable Node value(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode scalar
                    && scalar.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /// The text of a scalar; empty for none.
    String text() {
        return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL) ? scalar.getValue() : "";
    }

    /// The text behind a key; empty for none.
    String text(String key) {
        return get(key).text();
    }

    boolean flag(String key) {
        return text(key).equalsIgnoreCase("true");
    }

    /// The elements of a list.
    List<YamlValue> elements() {
        List<YamlValue> elements = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> elements.add(new YamlValue(file, element)));
        }
        return elements;
    }

    /// The texts of a list.
    List<String> texts() {
        return elements().stream().map(YamlValue::text).toList();
    }

    /// The values of a mapping, by key.
    Map<String, YamlValue> entries() {
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.put(key.getValue(), new YamlValue(file, tuple.getValueNode()));
                }
            }
        }
        return entries;
    }

    /// As maps, lists, texts, numbers and truth values, to be written as JSON.
    @Nullable
    Object plain() {
        return switch (node) {
            case MappingNode mapping -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                entries().forEach((key, value) -> map.put(key, value.plain()));
                yield map;
            }
            case SequenceNode sequence -> {
                List<@Nullable Object> list = new ArrayList<>();
                elements().forEach(element -> list.add(element.plain()));
                yield list;
            }
            case ScalarNode scalar -> plain(scalar);
            case null, default -> null;
        };
    }

    private static @Nullable Object plain(ScalarNode scalar) {
        if (scalar.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(scalar.getValue());
        }
        try {
            return scalar.getTag().equals(Tag.INT) ? Long.decode(scalar.getValue()) : scalar.getValue();
        } catch (NumberFormatException e) {
            return scalar.getValue();
        }
    }
}
