package dev.faultline.app.k8s;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The proxy that leads to a server.
///
/// @param scheme `http`, `https` or `socks5`
/// @param credentials name and password with a colon between; null for none
record ProxyRoute(
        String scheme, String host, int port, @Nullable String credentials) {

    /// The proxy to a server; null for none.
    ///
    /// @throws UnreachableException when a proxy is configured that cannot be used
    static @Nullable ProxyRoute to(URI server, ClusterEntry cluster, UserEnvironment environment)
            throws UnreachableException {
        if (!cluster.proxy().isEmpty()) {
            ProxyRoute route = of(cluster.proxy());
            if (route == null) {
                throw cluster.place().unusable("proxy-url");
            }
            return route;
        }
        String variable = server.getScheme().equals("https") ? "HTTPS_PROXY" : "HTTP_PROXY";
        String proxy = environment.eitherCase(variable);
        if (proxy.isEmpty() || new NoProxy(environment.eitherCase("NO_PROXY")).covers(server)) {
            return null;
        }
        ProxyRoute route = of(proxy.contains("://") ? proxy : "http://" + proxy);
        if (route == null) {
            throw new UnreachableException(Reachability.Reason.PROXY, variable, "");
        }
        return route;
    }

    private static @Nullable ProxyRoute of(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (uri.getHost() == null || uri.getScheme() == null) {
            return null;
        }
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        int given = uri.getPort();
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "http" -> new ProxyRoute("http", host, given < 0 ? 80 : given, uri.getUserInfo());
            case "https" -> new ProxyRoute("https", host, given < 0 ? 443 : given, uri.getUserInfo());
            case "socks5", "socks5h" -> new ProxyRoute("socks5", host, given < 0 ? 1080 : given, uri.getUserInfo());
            default -> null;
        };
    }

    String address() {
        return host + ":" + port;
    }

    /// Without the password.
    @Override
    public String toString() {
        return scheme + "://" + address();
    }
}
