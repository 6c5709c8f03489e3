package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessReviewTest {
    private static final AccessRight EXEC = AccessRight.core("create", "pods", "exec", "shop");
    private static final AccessRight GET_EXEC = AccessRight.core("get", "pods", "exec", "shop");
    private static final AccessRight JOBS = new AccessRight("create", "batch", "jobs", "", "shop");
    private static final AccessRight NODES = AccessRight.core("list", "nodes", "");

    private TestCluster cluster;
    private KubernetesClient client;

    @BeforeAll
    void start() {
        cluster = new TestCluster();
        client = cluster.client();
    }

    @AfterEach
    void allow() {
        cluster.allowAll();
    }

    @AfterAll
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void nothingIsMissingForAUserWhoMayEverything() {
        AccessResult result = new AccessReview(client).review(List.of(EXEC, JOBS, NODES));
        assertThat(result.isGranted()).isTrue();
        assertThat(result.rbac("alice")).isEmpty();
    }

    @Test
    void exactlyTheRightThatIsMissingIsNamed() {
        cluster.deny("create pods/exec");
        AccessResult result = new AccessReview(client).review(List.of(EXEC, GET_EXEC, JOBS));
        assertThat(result.missing()).containsExactly(EXEC);
        assertThat(result.allowed()).containsExactly(GET_EXEC, JOBS);
    }

    @Test
    void rightMissingInOneNamespaceDoesNotCountForAnother() {
        cluster.deny("create pods/exec shop");
        AccessRight elsewhere = AccessRight.core("create", "pods", "exec", "web");
        assertThat(new AccessReview(client).review(List.of(EXEC, elsewhere)).missing())
                .containsExactly(EXEC);
    }

    @Test
    void rulesToAskForGrantWhatIsMissingAndNothingElse() {
        String yaml = new AccessResult(List.of(), List.of(GET_EXEC, EXEC, JOBS), java.util.Map.of())
                .rbac("system:serviceaccount:\"x\"");
        List<HasMetadata> objects = client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
        assertThat(objects).hasSize(2);
        Role role = (Role) objects.getFirst();
        assertThat(role.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(role.getRules()).hasSize(2);
        assertThat(role.getRules().getFirst().getResources()).containsExactly("pods/exec");
        assertThat(role.getRules().getFirst().getVerbs()).containsExactly("create", "get");
        RoleBinding binding = (RoleBinding) objects.getLast();
        assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
        assertThat(binding.getSubjects().getFirst().getName()).isEqualTo("system:serviceaccount:\"x\"");
    }

    @Test
    void userIsWhoTheServerKnowsNotWhomTheKubeconfigNames() {
        assertThat(new AccessReview(client).identity("admin@laptop")).isEqualTo("oidc:tester@example.com");
        cluster.deny("create selfsubjectreviews");
        assertThat(new AccessReview(client).identity("admin@laptop")).isEqualTo("admin@laptop");
    }

    @Test
    void rightsWithoutANamespaceAreAskedForAsAClusterRole() {
        String yaml = new AccessResult(List.of(), List.of(NODES, EXEC), java.util.Map.of()).rbac("alice");
        assertThat(yaml).contains("kind: ClusterRole\n", "kind: ClusterRoleBinding\n", "kind: Role\n");
    }
}
