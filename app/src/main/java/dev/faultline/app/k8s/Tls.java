package dev.faultline.app.k8s;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS as a kubeconfig wants it. Authorities that it names replace those of the system.
final class Tls {
    private Tls() {}

    /// For a connection to a cluster.
    ///
    /// @throws UnreachableException when an authority's certificate cannot be used
    static SSLContext context(ClusterEntry cluster, Credentials credentials, UserEnvironment environment)
            throws UnreachableException {
        return context(cluster.insecure(), cluster.authority(), credentials, environment);
    }

    /// For a connection to whom these authorities vouch for.
    static SSLContext context(
            boolean insecure, Material authority, Credentials credentials, UserEnvironment environment)
            throws UnreachableException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            X509ExtendedTrustManager trust = insecure ? ServerTrust.anyone() : trust(authority, environment);
            context.init(new KeyManager[] {new ClientKeys(credentials)}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw authority.place().unusable(String.valueOf(e.getMessage()));
        }
    }

    private static ServerTrust trust(Material authority, UserEnvironment environment)
            throws GeneralSecurityException, UnreachableException {
        return ServerTrust.in(
                authority.isPresent() ? Pem.certificates(authority.bytes()) : SystemAuthorities.all(environment));
    }
}
