package dev.faultline.app.k8s;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The JDK's HTTP client with TLS and proxy of our own: the library's do not do all that a kubeconfig may ask
/// for.
final class ClusterClientFactory extends JdkHttpClientFactory {
    private final SSLContext tls;
    private final @Nullable ProxyTunnel tunnel;

    /// @param tunnel that all requests go through; null for none
    ClusterClientFactory(SSLContext tls, @Nullable ProxyTunnel tunnel) {
        this.tls = tls;
        this.tunnel = tunnel;
    }

    @Override
    protected void additionalConfig(HttpClient.Builder builder) {
        builder.sslContext(tls);
        builder.proxy(tunnel == null ? HttpClient.Builder.NO_PROXY : ProxySelector.of(tunnel.address()));
    }
}
