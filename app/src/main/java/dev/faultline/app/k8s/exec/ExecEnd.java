package dev.faultline.app.k8s.exec;

/// How a command in a container ended.
public sealed interface ExecEnd {

    /// The command ended by itself, and the cluster said so.
    ///
    /// @param code its exit status, 0 to 255
    record Exited(int code) implements ExecEnd {}

    /// The cluster could not run it.
    ///
    /// @param message the cluster's words
    record Failed(String message) implements ExecEnd {}

    /// The connection ended without a word about the command, which may still run. WebSocket close codes are no
    /// such word: the JDK's client reports 1006 at nearly every normal end.
    ///
    /// @param why what broke
    record Cut(String why) implements ExecEnd {}
}
