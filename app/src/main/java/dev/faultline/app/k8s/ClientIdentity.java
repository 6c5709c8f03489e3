package dev.faultline.app.k8s;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// Certificate and key of a TLS client.
///
/// @param chain its certificate, then those of who signed it
record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
    ClientIdentity {
        chain = List.copyOf(chain);
    }

    /// The name in the certificate alone.
    @Override
    public String toString() {
        return chain.getFirst().getSubjectX500Principal().getName();
    }
}
