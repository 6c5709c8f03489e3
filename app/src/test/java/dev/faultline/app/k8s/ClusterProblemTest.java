package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ClusterProblemTest {
    @Test
    void serverIsQuotedWhereItAnswered() {
        var status = new StatusBuilder()
                .withCode(403)
                .withMessage("pods is forbidden")
                .build();
        assertThat(ClusterProblem.words(new KubernetesClientException("Failure executing: GET at: …", 403, status)))
                .isEqualTo("pods is forbidden");
        assertThat(ClusterProblem.words(new KubernetesClientException("Failure executing: GET at: …", 502, null)))
                .isEqualTo("the server answers 502");
    }

    @Test
    void brokenConnectionsAreToldWithoutTheNamesOfClasses() {
        assertThat(ClusterProblem.words(new KubernetesClientException("Operation: [list]", new ConnectException())))
                .isEqualTo("connection refused");
        assertThat(ClusterProblem.words(new ExecutionException(new ClosedChannelException())))
                .isEqualTo("connection was cut");
        assertThat(ClusterProblem.words(new ConnectException().initCause(new UnresolvedAddressException())))
                .isEqualTo("name has no address");
    }

    @Test
    void whatIsNotKnownIsToldInItsOwnWords() {
        assertThat(ClusterProblem.words(new IOException("HTTP/1.1 header parser received no bytes")))
                .isEqualTo("HTTP/1.1 header parser received no bytes");
    }
}
