package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import dev.faultline.app.k8s.UserEntry.ExecEntry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Credentials that a plugin makes (kubernetes.io, client-go credential plugins,
/// `client.authentication.k8s.io`). It runs when they are first needed, when they expire, and after a 401.
/// After it failed, it does not run again for a while by itself: it may open a browser.
final class ExecCredentials implements Credentials {
    private static final Duration EARLY = Duration.ofSeconds(10);
    private static final Duration FAILURE_LASTS = Duration.ofSeconds(30);

    private final ExecEntry exec;
    private final ExecPlugin plugin;
    private final InstantSource clock;
    private final JsonMapper json = new JsonMapper();
    private @Nullable String token;
    private volatile @Nullable ClientIdentity identity;
    private Instant expires = Instant.MIN;
    private @Nullable UnreachableException failure;
    private Instant failed = Instant.MIN;

    ExecCredentials(ExecEntry exec, ExecPlugin plugin, InstantSource clock) {
        this.exec = exec;
        this.plugin = plugin;
        this.clock = clock;
    }

    @Override
    public synchronized @Nullable String authorization() throws UnreachableException {
        Instant now = clock.instant();
        if (!now.isBefore(expires)) {
            if (failure != null && now.isBefore(failed.plus(FAILURE_LASTS))) {
                throw new UnreachableException(failure);
            }
            renew();
        }
        return token == null ? null : "Bearer " + token;
    }

    private void renew() throws UnreachableException {
        try {
            accept(plugin.run());
            failure = null;
        } catch (UnreachableException e) {
            failure = e;
            failed = clock.instant();
            throw e;
        }
    }

    private void accept(byte[] output) throws UnreachableException {
        JsonNode status;
        try {
            status = json.readTree(output).path("status");
        } catch (JacksonException e) {
            // Its message may quote what was printed.
            throw useless(e.getClass().getSimpleName());
        }
        String newToken = status.path("token").asString("");
        String certificate = status.path("clientCertificateData").asString("");
        if (newToken.isEmpty() && certificate.isEmpty()) {
            throw useless("status.token, status.clientCertificateData");
        }
        identity = certificate.isEmpty() ? null : identity(certificate, status);
        token = newToken.isEmpty() ? null : newToken;
        expires = expires(status.path("expirationTimestamp").asString(""));
    }

    private ClientIdentity identity(String certificate, JsonNode status) throws UnreachableException {
        try {
            List<X509Certificate> chain = Pem.certificates(certificate.getBytes(StandardCharsets.US_ASCII));
            byte[] key = status.path("clientKeyData").asString("").getBytes(StandardCharsets.US_ASCII);
            return new ClientIdentity(
                    chain, Pem.privateKey(key, chain.getFirst().getPublicKey()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw useless("status.clientCertificateData, status.clientKeyData");
        }
    }

    /// Without a time they last until the server refuses them.
    private Instant expires(String timestamp) throws UnreachableException {
        if (timestamp.isEmpty()) {
            return Instant.MAX;
        }
        try {
            return Instant.parse(timestamp).minus(EARLY);
        } catch (DateTimeParseException e) {
            throw useless("status.expirationTimestamp");
        }
    }

    private UnreachableException useless(String what) {
        return new UnreachableException(Reason.PLUGIN_FAILED, exec.command(), what);
    }

    @Override
    public @Nullable ClientIdentity identity() {
        return identity;
    }

    @Override
    public synchronized boolean refused() {
        expires = Instant.MIN;
        return true;
    }

    @Override
    public synchronized void retry() {
        failure = null;
    }
}
