package dev.faultline.app.k8s;

import org.jspecify.annotations.Nullable;

/// Who the user is to the API server. Thread-safe. Never logs or tells a secret.
interface Credentials {
    /// Nobody.
    Credentials NONE = () -> null;

    /// The value of the `Authorization` header; null for none. Blocks while a plugin runs or a token is
    /// renewed.
    ///
    /// @throws UnreachableException when it cannot be had
    @Nullable
    String authorization() throws UnreachableException;

    /// Certificate and key of the client; null for none. As of the last [#authorization()], which never blocks.
    default @Nullable ClientIdentity identity() {
        return null;
    }

    /// Told that the server refused the present credentials with a 401.
    ///
    /// @return whether others may be had by asking again
    default boolean refused() {
        return false;
    }

    /// The user wants it tried again: an earlier failure no longer counts.
    default void retry() {}
}
