package dev.faultline.app.k8s;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys in PEM (RFC 7468).
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private Pem() {}

    private record Block(String label, String base64) {
        byte[] der() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    private static List<Block> blocks(byte[] pem) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /// All certificates, in order.
    ///
    /// @throws GeneralSecurityException when there is none, or one is damaged
    static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(pem)) {
            if (block.label().endsWith("CERTIFICATE")) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
            }
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("CERTIFICATE");
        }
        return certificates;
    }

    /// The private key that belongs to a certificate's public key: in PKCS#8 (RFC 5958), or in the older forms
    /// of its algorithm, PKCS#1 (RFC 8017) and SEC 1 (RFC 5915). Those do not say their algorithm, or not in
    /// the same place, but the public key does.
    ///
    /// @throws GeneralSecurityException when there is none that can be read; quotes nothing of it
    static PrivateKey privateKey(byte[] pem, PublicKey publicKey) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(publicKey.getAlgorithm());
        for (Block block : blocks(pem)) {
            if (block.label().equals("PRIVATE KEY")) {
                return factory.generatePrivate(new PKCS8EncodedKeySpec(block.der()));
            }
            if (block.label().equals("RSA PRIVATE KEY") || block.label().equals("EC PRIVATE KEY")) {
                return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8(block.der(), publicKey)));
            }
        }
        throw new GeneralSecurityException("PRIVATE KEY");
    }

    /// `PrivateKeyInfo ::= SEQUENCE { version, algorithm, privateKey OCTET STRING }`
    private static byte[] pkcs8(byte[] key, PublicKey publicKey) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(VERSION_0);
        body.writeBytes(algorithm(publicKey.getEncoded()));
        body.writeBytes(der(OCTET_STRING, key));
        return der(SEQUENCE, body.toByteArray());
    }

    /// The first element of `SubjectPublicKeyInfo ::= SEQUENCE { algorithm, subjectPublicKey }`.
    private static byte[] algorithm(byte[] publicKeyInfo) {
        int start = contentAt(publicKeyInfo, 0);
        int content = contentAt(publicKeyInfo, start);
        int length = content + contentLength(publicKeyInfo, start) - start;
        byte[] algorithm = new byte[length];
        System.arraycopy(publicKeyInfo, start, algorithm, 0, length);
        return algorithm;
    }

    private static int contentAt(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? at + 2 : at + 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length >= 0x80) {
            out.write(content.length < 0x100 ? 0x81 : 0x82);
            if (content.length >= 0x100) {
                out.write(content.length >> 8);
            }
        }
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
