package dev.faultline.engine.detect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long common devices and programs keep an idle connection unless told otherwise.
enum IdleTimer {
    APPLICATION_LOAD_BALANCER(60),
    NGINX_KEEPALIVE(75),
    AZURE(240),
    AWS_NETWORK_LOAD_BALANCER(350),
    GOOGLE_CLOUD(600),
    IPVS(900),
    ENVOY(3600),
    KUBE_PROXY(86_400),
    CONNTRACK(432_000);

    private static final long NEAR_SHARE = 20;

    private final Duration duration;

    IdleTimer(long seconds) {
        duration = Duration.ofSeconds(seconds);
    }

    Duration duration() {
        return duration;
    }

    /// The timer within a twentieth of that silence, or null.
    static @Nullable IdleTimer near(long nanos) {
        for (IdleTimer timer : values()) {
            long length = timer.duration.toNanos();
            if (Math.abs(nanos - length) <= length / NEAR_SHARE) {
                return timer;
            }
        }
        return null;
    }
}
