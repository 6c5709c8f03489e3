package dev.faultline.app.k8s;

import org.jspecify.annotations.Nullable;

/// What stands in the kubeconfig itself: a token, a name and password, a client certificate.
final class StaticCredentials implements Credentials {
    private final @Nullable String authorization;
    private final @Nullable ClientIdentity identity;

    StaticCredentials(@Nullable String authorization, @Nullable ClientIdentity identity) {
        this.authorization = authorization;
        this.identity = identity;
    }

    @Override
    public @Nullable String authorization() {
        return authorization;
    }

    @Override
    public @Nullable ClientIdentity identity() {
        return identity;
    }
}
