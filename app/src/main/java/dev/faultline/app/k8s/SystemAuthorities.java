package dev.faultline.app.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The authorities that the system trusts, and with it kubectl: the runtime's own, and those that an
/// administrator added to the system.
final class SystemAuthorities {
    /// Where Linux distributions and BSDs keep them; the first that exists.
    private static final List<String> BUNDLES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/cert.pem");
    /// Windows and macOS keep them in stores of their own.
    private static final List<String> STORES = List.of("Windows-ROOT", "KeychainStore-ROOT");

    private SystemAuthorities() {}

    static List<X509Certificate> all(UserEnvironment environment) throws GeneralSecurityException {
        List<X509Certificate> all =
                new ArrayList<>(List.of(ServerTrust.first(null).getAcceptedIssuers()));
        Stream.concat(Stream.of(environment.variable("SSL_CERT_FILE")), BUNDLES.stream())
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst()
                .ifPresent(file -> all.addAll(ofFile(file)));
        STORES.forEach(store -> all.addAll(ofStore(store)));
        return all;
    }

    private static List<X509Certificate> ofFile(Path file) {
        try {
            return Pem.certificates(Files.readAllBytes(file));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // A bundle that cannot be read adds nothing; the runtime's own authorities are there.
            return List.of();
        }
    }

    private static List<X509Certificate> ofStore(String type) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            List<X509Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
            return certificates;
        } catch (KeyStoreException e) {
            // Not on this system.
            return List.of();
        } catch (IOException | GeneralSecurityException e) {
            return List.of();
        }
    }
}
