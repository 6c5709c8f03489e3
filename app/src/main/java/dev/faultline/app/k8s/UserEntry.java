package dev.faultline.app.k8s;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A user of a kubeconfig: who he is to the API server. Holds secrets, and never tells them.
///
/// @param certificate of the client
/// @param key of the client's certificate
/// @param token bearer token; empty for none
/// @param tokenFile file with one, which wins; null for none
/// @param username for basic authentication; empty for none
/// @param exec plugin that makes credentials; null for none
/// @param provider built-in way to get a token; null for none
/// @param impersonation whom to act as
record UserEntry(
        String name,
        Place place,
        Material certificate,
        Material key,
        String token,
        @Nullable Path tokenFile,
        String username,
        String password,
        @Nullable ExecEntry exec,
        @Nullable ProviderEntry provider,
        Impersonation impersonation) {

    /// A credential plugin.
    ///
    /// @param command name or path
    /// @param environment added to the process's own
    /// @param clusterInfo whether it wants to know the cluster
    /// @param terminal whether it cannot do without a terminal
    /// @param hint what its author says about installing it
    record ExecEntry(
            String apiVersion,
            String command,
            List<String> arguments,
            Map<String, String> environment,
            boolean clusterInfo,
            boolean terminal,
            String hint,
            Place place) {
        /// Arguments and environment may hold secrets.
        @Override
        public String toString() {
            return command + " at " + place;
        }
    }

    /// An `auth-provider`, such as `oidc`.
    record ProviderEntry(String name, Map<String, String> config, Place place) {
        @Override
        public String toString() {
            return name + " at " + place;
        }
    }

    /// Whom to act as.
    ///
    /// @param user empty for nobody
    /// @param uid empty for none
    record Impersonation(String user, String uid, List<String> groups, Map<String, List<String>> extra) {}

    @Override
    public String toString() {
        return name + " at " + place;
    }
}
