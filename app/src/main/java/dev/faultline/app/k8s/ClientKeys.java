package dev.faultline.app.k8s;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows the server the client certificate of the credentials as they are at the moment: a plugin may renew it.
/// It is shown whatever authorities the server asks for, as kubectl does.
final class ClientKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final Credentials credentials;

    ClientKeys(Credentials credentials) {
        this.credentials = credentials;
    }

    private @Nullable String choose(String... keyTypes) {
        ClientIdentity identity = credentials.identity();
        if (identity == null) {
            return null;
        }
        String algorithm = identity.key().getAlgorithm();
        boolean fits = Stream.of(keyTypes)
                .anyMatch(type -> type.equals(algorithm) || type.startsWith(algorithm) || isEdwards(type, algorithm));
        return fits ? ALIAS : null;
    }

    private static boolean isEdwards(String type, String algorithm) {
        return algorithm.equals("EdDSA") && (type.equals("Ed25519") || type.equals("Ed448") || type.equals("EdDSA"));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(keyTypes);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(keyTypes);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = choose(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return Objects.requireNonNull(credentials.identity()).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return Objects.requireNonNull(credentials.identity()).key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
