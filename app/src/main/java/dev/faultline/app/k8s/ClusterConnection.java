package dev.faultline.app.k8s;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A connection to the cluster of a context, with all that its kubeconfig asks for: certificates, tokens,
/// plugins, OpenID Connect, proxies. Nothing is taken from anywhere else, and the kubeconfig is not written.
/// Thread-safe.
public final class ClusterConnection implements AutoCloseable {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final int REQUEST_MILLIS = 15_000;
    private static final int RETRIES = 3;

    private final KubeContext context;
    private final ServerAddress server;
    private final Credentials credentials;
    private final @Nullable ProxyTunnel tunnel;
    private final KubernetesClient client;

    private ClusterConnection(
            KubeContext context,
            ServerAddress server,
            Credentials credentials,
            @Nullable ProxyTunnel tunnel,
            KubernetesClient client) {
        this.context = context;
        this.server = server;
        this.credentials = credentials;
        this.tunnel = tunnel;
        this.client = client;
    }

    /// Makes a connection; nothing is sent yet. Reads the files that the kubeconfig names.
    ///
    /// @throws UnreachableException when the kubeconfig does not say enough, or names what cannot be used
    static ClusterConnection open(Kubeconfig.Access access, UserEnvironment environment, ProgramSearch programs)
            throws UnreachableException {
        ClusterEntry cluster = access.cluster();
        ServerAddress server = ServerAddress.of(cluster);
        Credentials credentials =
                new CredentialsFactory(environment, programs, InstantSource.system()).of(access.user(), cluster);
        var tls = Tls.context(cluster, credentials, environment);
        ProxyTunnel tunnel = tunnel(server, cluster, environment);
        Config config = config(access, url(server, cluster, tunnel));
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new ClusterClientFactory(tls, server.isSecure() ? tunnel : null))
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor(
                        TokenRefreshInterceptor.NAME, new CredentialsInterceptor(credentials)))
                .build();
        return new ClusterConnection(access.context(), server, credentials, tunnel, client);
    }

    /// What the JDK's client cannot do goes through a tunnel; else there is none.
    private static @Nullable ProxyTunnel tunnel(ServerAddress server, ClusterEntry cluster, UserEnvironment environment)
            throws UnreachableException {
        ProxyRoute proxy = ProxyRoute.to(server.url(), cluster, environment);
        if (proxy == null && cluster.tlsServerName().isEmpty()) {
            return null;
        }
        ProxyDialer dialer = new ProxyDialer(server.host(), server.port(), proxy, environment, CONNECT_PATIENCE);
        try {
            return new ProxyTunnel(dialer, !server.isSecure());
        } catch (IOException e) {
            throw Failures.of(e, server.toString());
        }
    }

    /// The client takes the name to expect in TLS from the URL, so a name of its own goes there; the tunnel
    /// knows where the server really is.
    private static ServerAddress url(ServerAddress server, ClusterEntry cluster, @Nullable ProxyTunnel tunnel) {
        if (tunnel != null && !server.isSecure()) {
            return server.at(
                    tunnel.address().getAddress().getHostAddress(),
                    tunnel.address().getPort());
        }
        return cluster.tlsServerName().isEmpty() ? server : server.at(cluster.tlsServerName(), server.port());
    }

    private static Config config(Kubeconfig.Access access, ServerAddress url) {
        ConfigBuilder config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url.url().toString())
                .withNamespace(access.context().namespace())
                .withConnectionTimeout((int) CONNECT_PATIENCE.toMillis())
                .withRequestTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(RETRIES)
                // A dead connection is noticed by a request on it alone and then replaced; with HTTP/2 all share it.
                .withHttp2Disable(true)
                .withUserAgent("faultline");
        UserEntry user = access.user();
        if (user != null && !user.impersonation().user().isEmpty()) {
            UserEntry.Impersonation as = user.impersonation();
            config.withImpersonateUsername(as.user())
                    .withImpersonateGroups(as.groups().toArray(String[]::new))
                    .withImpersonateExtras(as.extra());
            Map<String, String> headers = new HashMap<>();
            if (!as.uid().isEmpty()) {
                headers.put("Impersonate-Uid", as.uid());
            }
            config.withCustomHeaders(headers);
        }
        return config.build();
    }

    /// The context that it was made from.
    public KubeContext context() {
        return context;
    }

    /// The client. Its calls block: not for the FX thread.
    public KubernetesClient client() {
        return client;
    }

    /// Finds out whether the cluster answers, and takes the user for who he is. Also a retry: a plugin that
    /// failed a moment ago runs again. Blocks.
    ///
    /// @param patience for the network; a plugin has up to two minutes of its own, for a login with a browser
    public Reachability probe(Duration patience) {
        credentials.retry();
        return new ReachabilityProbe(client, server, credentials, tunnel).run(patience);
    }

    /// Ends all that goes through it.
    @Override
    public void close() {
        client.close();
        if (tunnel != null) {
            tunnel.close();
        }
    }
}
