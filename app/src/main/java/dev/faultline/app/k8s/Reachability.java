package dev.faultline.app.k8s;

import java.time.Duration;

/// Whether a cluster answers, and takes the user for who he is.
public sealed interface Reachability {

    /// Time it took to know.
    Duration took();

    /// It answers.
    ///
    /// @param version of the API server, such as `v1.36.2`
    record Reachable(String version, Duration took) implements Reachability {}

    /// It does not, or not to this user.
    ///
    /// @param reason why
    /// @param server host and port that did not answer, or the file, program or host at fault
    /// @param detail what the system, the server or the plugin said, in its own words; may be empty
    record Unreachable(Reason reason, String server, String detail, Duration took) implements Reachability {}

    /// Why a cluster is not reachable.
    enum Reason {
        /// The server's name has no address.
        DNS,
        /// Nothing listens on the port.
        REFUSED,
        /// The network knows no way there.
        NO_ROUTE,
        /// No answer in time.
        TIMEOUT,
        /// The connection was cut before there was an answer.
        CLOSED,
        /// The proxy could not be reached, or did not let the connection through.
        PROXY,
        /// The server's certificate is signed by an authority that the kubeconfig does not name.
        TLS_UNTRUSTED,
        /// The server's certificate is no longer valid, or not yet.
        TLS_EXPIRED,
        /// The server's certificate is for other names.
        TLS_NAME,
        /// Any other failure of the TLS handshake.
        TLS,
        /// 401: the server does not know the user, or the token has expired.
        UNAUTHORIZED,
        /// 403: the server knows the user, and refuses even the simplest request.
        FORBIDDEN,
        /// The server fails: a status of 500 or above.
        SERVER_ERROR,
        /// Something answers that is no Kubernetes API server.
        NOT_KUBERNETES,
        /// The program that makes credentials is not installed, or not found.
        PLUGIN_MISSING,
        /// The program that makes credentials failed, took too long, or said nothing useful.
        PLUGIN_FAILED,
        /// The identity provider did not renew the token.
        OIDC,
        /// The kubeconfig, or a file that it names, cannot be used.
        BAD_KUBECONFIG
    }
}
