package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The manifest that comes with the agent asks for no more than a capture from a desktop does.
class AgentDaemonSetTest {
    private static final Path MANIFEST = Path.of("..", "packaging", "agent", "daemonset.yaml");

    @Test
    void manifestHasTheRightsOfTheAgentAndNoOthers() throws IOException {
        DaemonSet set = new KubernetesSerialization().unmarshal(Files.readString(MANIFEST), DaemonSet.class);
        PodSpec pod = set.getSpec().getTemplate().getSpec();
        Container agent = pod.getContainers().getFirst();

        assertThat(set.getAdditionalProperties()).isEmpty();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(agent.getAdditionalProperties()).isEmpty();
        assertThat(agent.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(agent.getSecurityContext().getCapabilities().getAdd()).containsExactly("NET_RAW");
        assertThat(agent.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(agent.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(agent.getPorts()).isEmpty();
        assertThat(agent.getEnv())
                .extracting(EnvVar::getName)
                .containsSubsequence("NODE_NAME", "POD_NAME", "POD_NAMESPACE", "OTEL_RESOURCE_ATTRIBUTES");
    }
}
