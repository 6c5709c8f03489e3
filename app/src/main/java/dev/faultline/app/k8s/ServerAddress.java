package dev.faultline.app.k8s;

import java.net.URI;
import java.net.URISyntaxException;

/// Where an API server is.
///
/// @param url with its scheme, and the port only if it was given
record ServerAddress(URI url) {

    /// @throws UnreachableException when the kubeconfig names none
    static ServerAddress of(ClusterEntry cluster) throws UnreachableException {
        // As kubectl: without a scheme it is HTTPS if anything says so, else plain HTTP.
        boolean secure = cluster.authority().isPresent() || cluster.insecure();
        String text = cluster.server().contains("://")
                ? cluster.server()
                : (secure ? "https://" : "http://") + cluster.server();
        try {
            URI url = new URI(text.strip());
            boolean known = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (url.getHost() == null || !known || url.getPort() > 0xffff) {
                throw cluster.place().unusable("server: " + cluster.server());
            }
            return new ServerAddress(url);
        } catch (URISyntaxException e) {
            throw cluster.place().unusable("server: " + e.getMessage());
        }
    }

    boolean isSecure() {
        return url.getScheme().equals("https");
    }

    /// Without the brackets of an IPv6 address.
    String host() {
        return url.getHost().replaceAll("^\\[|]$", "");
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : isSecure() ? 443 : 80;
    }

    /// The same path elsewhere.
    ServerAddress at(String host, int port) {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return new ServerAddress(URI.create(url.getScheme() + "://" + shown + ":" + port + path));
    }

    @Override
    public String toString() {
        return (host().contains(":") ? "[" + host() + "]" : host()) + ":" + port();
    }
}
