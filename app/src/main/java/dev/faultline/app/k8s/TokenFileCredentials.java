package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// A token in a file that something else renews: read again each minute, as kubectl does, and after a 401.
final class TokenFileCredentials implements Credentials {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Path file;
    private final @Nullable ClientIdentity identity;
    private final InstantSource clock;
    private String token = "";
    private long readAt;

    TokenFileCredentials(Path file, @Nullable ClientIdentity identity, InstantSource clock) {
        this.file = file;
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public synchronized String authorization() throws UnreachableException {
        if (token.isEmpty() || clock.millis() - readAt > FRESH.toMillis()) {
            token = read();
            readAt = clock.millis();
        }
        return "Bearer " + token;
    }

    private String read() throws UnreachableException {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UnreachableException(Reason.BAD_KUBECONFIG, file.toString(), e.toString());
        }
    }

    @Override
    public @Nullable ClientIdentity identity() {
        return identity;
    }

    @Override
    public synchronized boolean refused() {
        String old = token;
        try {
            token = read();
            readAt = clock.millis();
        } catch (UnreachableException e) {
            return false;
        }
        return !token.equals(old);
    }
}
