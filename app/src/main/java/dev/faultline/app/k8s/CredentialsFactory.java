package dev.faultline.app.k8s;

import dev.faultline.app.k8s.UserEntry.ExecEntry;
import dev.faultline.app.k8s.UserEntry.ProviderEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes credentials of what a kubeconfig says about a user, in the order of precedence that kubectl has: a
/// token (its file before itself), name and password, a plugin, a provider; a client certificate besides.
final class CredentialsFactory {
    /// Time for the user to log in with a browser.
    private static final Duration PLUGIN_PATIENCE = Duration.ofMinutes(2);

    private final UserEnvironment environment;
    private final ProgramSearch programs;
    private final InstantSource clock;

    CredentialsFactory(UserEnvironment environment, ProgramSearch programs, InstantSource clock) {
        this.environment = environment;
        this.programs = programs;
        this.clock = clock;
    }

    /// @throws UnreachableException when something that the user names cannot be used
    Credentials of(@Nullable UserEntry user, ClusterEntry cluster) throws UnreachableException {
        if (user == null) {
            return Credentials.NONE;
        }
        ClientIdentity identity = identity(user);
        if (user.tokenFile() != null) {
            return new TokenFileCredentials(user.tokenFile(), identity, clock);
        }
        if (!user.token().isEmpty()) {
            return new StaticCredentials("Bearer " + user.token(), identity);
        }
        if (!user.username().isEmpty()) {
            return new StaticCredentials(basic(user.username(), user.password()), identity);
        }
        ExecEntry exec = user.exec();
        if (exec != null) {
            ExecPlugin plugin = new ExecPlugin(exec, cluster, programs, environment.variables(), PLUGIN_PATIENCE);
            return new ExecCredentials(exec, plugin, clock);
        }
        ProviderEntry provider = user.provider();
        return provider == null ? new StaticCredentials(null, identity) : provided(provider, identity);
    }

    private static @Nullable ClientIdentity identity(UserEntry user) throws UnreachableException {
        if (!user.certificate().isPresent()) {
            return null;
        }
        if (!user.key().isPresent()) {
            throw user.place().unusable("client-key");
        }
        List<X509Certificate> chain;
        try {
            chain = Pem.certificates(user.certificate().bytes());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw user.certificate().place().unusable(e.toString());
        }
        try {
            return new ClientIdentity(
                    chain, Pem.privateKey(user.key().bytes(), chain.getFirst().getPublicKey()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Its message might quote the key.
            throw user.key().place().unusable(e.getClass().getSimpleName());
        }
    }

    private Credentials provided(ProviderEntry provider, @Nullable ClientIdentity identity)
            throws UnreachableException {
        if (!provider.name().equals("oidc")) {
            throw provider.place().unusable("auth-provider: " + provider.name());
        }
        Map<String, String> config = provider.config();
        String file = config.getOrDefault("idp-certificate-authority", "");
        Material authority = new Material(
                config.getOrDefault("idp-certificate-authority-data", ""),
                file.isEmpty() ? null : Path.of(file),
                provider.place());
        return new OidcCredentials(
                provider, Tls.context(false, authority, Credentials.NONE, environment), identity, clock);
    }

    private static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
