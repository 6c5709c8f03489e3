package dev.faultline.app.k8s;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Texts of kubeconfig files with one context, `here`.
final class KubeconfigText {
    private KubeconfigText() {}

    /// @param cluster lines of the cluster, without indent
    /// @param user lines of the user
    static String of(String cluster, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts:
                - name: here
                  context: {cluster: there, user: me, namespace: shop}
                clusters:
                - name: there
                  cluster:
                %s
                users:
                - name: me
                  user:
                %s
                """.formatted(indented(cluster), indented(user.isEmpty() ? "{}" : user));
    }

    private static String indented(String lines) {
        return lines.strip().indent(4).stripTrailing();
    }

    /// A line with PEM as Base64.
    static String data(String key, String pem) {
        return key + ": " + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)) + "\n";
    }
}
