package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import java.io.Serial;
import java.security.cert.CertificateException;

/// A server's certificate will not do, and why.
final class RefusedCertificateException extends CertificateException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    RefusedCertificateException(Reason reason, String certificate, CertificateException cause) {
        super(certificate, cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
