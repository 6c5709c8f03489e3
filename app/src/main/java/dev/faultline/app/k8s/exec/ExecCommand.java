package dev.faultline.app.k8s.exec;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A command to run in a container.
///
/// @param namespace of the pod
/// @param pod its name
/// @param container its name in the pod
/// @param arguments the program and what it is given; no shell is involved
public record ExecCommand(String namespace, String pod, String container, List<String> arguments) {

    /// Copies `arguments`.
    public ExecCommand {
        arguments = List.copyOf(arguments);
    }

    /// Where it is asked for: the `exec` subresource of the pod, with all three streams.
    ///
    /// @param server the API server's address
    URI uri(URI server) {
        String base = server.toString();
        StringBuilder uri = new StringBuilder(base)
                .append(base.endsWith("/") ? "" : "/")
                .append("api/v1/namespaces/")
                .append(encoded(namespace))
                .append("/pods/")
                .append(encoded(pod))
                .append("/exec?stdin=true&stdout=true&stderr=true&container=")
                .append(encoded(container));
        arguments.forEach(argument -> uri.append("&command=").append(encoded(argument)));
        return URI.create(uri.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
