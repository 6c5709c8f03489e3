package dev.faultline.app.k8s;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Writes the RBAC objects that grant rights: a Role and its binding for each namespace, a ClusterRole and its
/// binding for what holds everywhere.
final class RbacYaml {
    private static final String NAME = "faultline-capture";
    private static final String GROUP = "rbac.authorization.k8s.io";

    private RbacYaml() {}

    /// Resources of one group that get the same verbs.
    private record Rule(String group, Set<String> verbs) {}

    static String of(List<AccessRight> rights, String user) {
        Map<String, List<AccessRight>> byNamespace = rights.stream()
                .collect(Collectors.groupingBy(AccessRight::namespace, TreeMap::new, Collectors.toList()));
        return byNamespace.entrySet().stream()
                .map(entry -> objects(entry.getKey(), entry.getValue(), user))
                .collect(Collectors.joining("---\n"));
    }

    private static String objects(String namespace, List<AccessRight> rights, String user) {
        String kind = namespace.isEmpty() ? "ClusterRole" : "Role";
        StringBuilder yaml = new StringBuilder();
        head(yaml, kind, namespace);
        yaml.append("rules:\n");
        rules(rights).forEach((rule, paths) -> {
            yaml.append("  - apiGroups: ").append(list(Set.of(rule.group())));
            yaml.append("    resources: ").append(list(paths));
            yaml.append("    verbs: ").append(list(rule.verbs()));
        });
        yaml.append("---\n");
        head(yaml, kind + "Binding", namespace);
        yaml.append("roleRef:\n");
        yaml.append("  apiGroup: ").append(GROUP).append('\n');
        yaml.append("  kind: ").append(kind).append('\n');
        yaml.append("  name: ").append(NAME).append('\n');
        yaml.append("subjects:\n");
        yaml.append("  - apiGroup: ").append(GROUP).append('\n');
        yaml.append("    kind: User\n");
        yaml.append("    name: ").append(quoted(user)).append('\n');
        return yaml.toString();
    }

    private static Map<Rule, Set<String>> rules(List<AccessRight> rights) {
        Map<AccessRight, Set<String>> verbs = new LinkedHashMap<>();
        for (AccessRight right : rights) {
            AccessRight anyVerb = new AccessRight("", right.group(), right.resource(), right.subresource(), "");
            verbs.computeIfAbsent(anyVerb, key -> new TreeSet<>()).add(right.verb());
        }
        Map<Rule, Set<String>> rules = new LinkedHashMap<>();
        verbs.forEach((right, all) -> rules.computeIfAbsent(new Rule(right.group(), all), rule -> new TreeSet<>())
                .add(right.path()));
        return rules;
    }

    private static void head(StringBuilder yaml, String kind, String namespace) {
        yaml.append("apiVersion: ").append(GROUP).append("/v1\n");
        yaml.append("kind: ").append(kind).append('\n');
        yaml.append("metadata:\n");
        yaml.append("  name: ").append(NAME).append('\n');
        if (!namespace.isEmpty()) {
            yaml.append("  namespace: ").append(quoted(namespace)).append('\n');
        }
    }

    private static String list(Set<String> words) {
        return words.stream().map(RbacYaml::quoted).collect(Collectors.joining(", ", "[", "]\n"));
    }

    /// In double quotes: names of users may hold anything.
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
