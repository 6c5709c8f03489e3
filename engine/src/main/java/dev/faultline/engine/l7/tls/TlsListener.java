package dev.faultline.engine.l7.tls;

import dev.faultline.engine.l7.Ending;

/// Hears of the handshakes of TLS dialogs. The dialog tells frame and time.
public interface TlsListener {
    /// The server answered with TLS, be it with an alert.
    void onServer(TlsDialog dialog);

    /// An alert in plain text came.
    ///
    /// @param fatal whether it ends the connection by its level
    /// @param description of RFC 8446, section 6
    void onAlert(TlsDialog dialog, boolean fromClient, boolean fatal, int description);

    /// The handshake did not come to its end.
    ///
    /// @param answered whether ServerHello had come
    /// @param waited nanoseconds since ClientHello
    void onIncomplete(TlsDialog dialog, Ending ending, boolean answered, long waited);

    /// The handshake that took too long went on after all.
    void onCompletedLate(TlsDialog dialog, long waited);

    /// The server answered ClientHello with HTTP in plain text.
    void onPlainAnswer(TlsDialog dialog);
}
