package dev.faultline.app.k8s;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority that signs certificates for tests.
final class Certificates {
    private static long serial = 1;

    private final KeyPair keys;
    private final X509Certificate certificate;

    /// A certificate and its key.
    record Identity(X509Certificate certificate, PrivateKey key) {
        String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        /// PKCS#8.
        String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        /// PKCS#1 or SEC 1, as older tools write them.
        String oldKeyPem() {
            try {
                byte[] inner = PrivateKeyInfo.getInstance(key.getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded();
                return pem(key.getAlgorithm() + " PRIVATE KEY", inner);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Certificates(String name) {
        keys = keys("RSA", 2048);
        certificate = sign(name, keys, name, keys, Duration.ofDays(-1), Duration.ofDays(1), true);
    }

    X509Certificate certificate() {
        return certificate;
    }

    String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /// A server's identity, valid now.
    Identity server(String... names) {
        return issue("server", "EC", Duration.ofDays(-1), Duration.ofDays(1), names);
    }

    /// One whose time is over.
    Identity expired(String... names) {
        return issue("server", "EC", Duration.ofDays(-2), Duration.ofDays(-1), names);
    }

    /// A client's identity.
    Identity client(String name, String algorithm) {
        return issue(name, algorithm, Duration.ofDays(-1), Duration.ofDays(1));
    }

    private Identity issue(String name, String algorithm, Duration from, Duration to, String... names) {
        KeyPair pair = keys(algorithm, algorithm.equals("EC") ? 256 : 2048);
        String issuer = certificate.getSubjectX500Principal().getName().replace("CN=", "");
        return new Identity(sign(name, pair, issuer, keys, from, to, false, names), pair.getPrivate());
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            String name,
            KeyPair pair,
            String issuer,
            KeyPair signer,
            Duration from,
            Duration to,
            boolean authority,
            String... names) {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + issuer),
                BigInteger.valueOf(serial++),
                Date.from(now.plus(from)),
                Date.from(now.plus(to)),
                new X500Name("CN=" + name),
                pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                GeneralName[] alternatives = new GeneralName[names.length];
                for (int i = 0; i < names.length; i++) {
                    boolean ip = Character.isDigit(names[i].charAt(0));
                    alternatives[i] = new GeneralName(ip ? GeneralName.iPAddress : GeneralName.dNSName, names[i]);
                }
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
