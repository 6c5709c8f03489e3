package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts servers that certain authorities vouch for, and tells exactly why it does not trust another: unknown
/// authority, out of date, or another name.
final class ServerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;

    private ServerTrust(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    /// Trusts these authorities and no other.
    static ServerTrust in(Collection<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        int number = 0;
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry(Integer.toString(number++), authority);
        }
        return new ServerTrust(first(store));
    }

    /// The trust manager over a store; null for the runtime's own authorities.
    static X509ExtendedTrustManager first(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /// Trusts everyone: what `insecure-skip-tls-verify` asks for.
    static X509ExtendedTrustManager anyone() {
        return new Anyone();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            trust.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw refused(chain, authType, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            trust.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw refused(chain, authType, e);
        }
    }

    /// Checked again without the name: if that passes, the name it was.
    private RefusedCertificateException refused(X509Certificate[] chain, String authType, CertificateException e) {
        String certificate = describe(chain[0]);
        try {
            trust.checkServerTrusted(chain, authType);
        } catch (CertificateException withoutName) {
            return new RefusedCertificateException(reason(withoutName), certificate, e);
        }
        return new RefusedCertificateException(Reason.TLS_NAME, certificate, e);
    }

    private static Reason reason(CertificateException e) {
        boolean outOfDate = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .anyMatch(cause -> cause instanceof CertificateExpiredException
                        || cause instanceof CertificateNotYetValidException);
        return outOfDate ? Reason.TLS_EXPIRED : Reason.TLS_UNTRUSTED;
    }

    /// What a certificate says of itself, as openssl words it.
    static String describe(X509Certificate certificate) {
        return "subject=%s, issuer=%s, notBefore=%s, notAfter=%s, subjectAltName=%s"
                .formatted(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getIssuerX500Principal().getName(),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant(),
                        names(certificate));
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(" "));
        } catch (CertificateException e) {
            return "";
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    /// An extended trust manager gets no check of names from the runtime on top.
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
