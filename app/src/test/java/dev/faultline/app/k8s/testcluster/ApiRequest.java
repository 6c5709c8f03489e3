package dev.faultline.app.k8s.testcluster;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request asks of the API server, in the words of its access rules.
///
/// @param verb `get`, `list`, `watch`, `create`, `update`, `patch`, `delete` or `deletecollection`
/// @param resource plural name, with the subresource: `pods/exec`
/// @param namespace of the object, empty when it has none
/// @param name of the object, empty when it has none
public record ApiRequest(String verb, String resource, String namespace, String name) {
    private static final Pattern PATH = Pattern.compile(
            "/(?:api/v1|apis/[^/]+/[^/]+)(?:/namespaces/([^/?]+)(?=/))?/([^/?]+)(?:/([^/?]+))?(?:/([^/?]+))?");

    static ApiRequest of(String method, String path, boolean watch) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return new ApiRequest("get", path, "", "");
        }
        String name = text(matcher.group(3));
        String sub = matcher.group(4) == null ? "" : "/" + matcher.group(4);
        String verb = switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> !name.isEmpty() ? "get" : watch ? "watch" : "list";
        };
        return new ApiRequest(verb, matcher.group(2) + sub, text(matcher.group(1)), name);
    }

    private static String text(String group) {
        return group == null ? "" : group;
    }

    /// `create pods/exec`.
    public String right() {
        return verb + " " + resource;
    }

    /// The rights that it needs. A WebSocket to `exec` is a GET, and creates one.
    List<String> rights() {
        return resource.equals("pods/exec") ? List.of("get pods/exec", "create pods/exec") : List.of(right());
    }
}
