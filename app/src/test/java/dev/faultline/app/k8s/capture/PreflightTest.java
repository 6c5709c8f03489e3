package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.testcluster.ApiRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PreflightTest {
    private static final String REFUSED = "pods \"x\" is forbidden: violates PodSecurity \"%s:latest\": %s";

    @TempDir
    private Path folder = Path.of("");

    private Capturing capturing;

    @BeforeEach
    void begin() throws IOException {
        capturing = new Capturing(folder);
    }

    @AfterEach
    void end() {
        capturing.close();
    }

    private Preflight.Checked check(CaptureMode mode) throws Exception {
        return new Preflight(capturing.client, "jane", AgentBundle.NONE)
                .choose(capturing.planner(), Capturing.cart(), mode, CaptureProgram.TCPDUMP);
    }

    private boolean nothingWasMade() {
        return capturing.cluster.requests().stream()
                .map(ApiRequest::right)
                .noneMatch(List.of("create jobs", "create pods", "patch pods/ephemeralcontainers")::contains);
    }

    @Test
    void nothingStandsAgainstTheNode() throws Exception {
        Preflight.Checked checked = check(CaptureMode.AUTO);
        assertThat(checked.isGood()).isTrue();
        assertThat(checked.plan().mode()).isEqualTo(CaptureMode.NODE);
        assertThat(checked.plan().notes()).last().asString().contains("least burden");
        assertThat(nothingWasMade()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create jobs", "delete jobs", "get pods", "list pods", "get pods/exec", "create pods/exec"})
    void missingRightForTheNodeIsNamedBeforeAnythingIsMade(String right) throws Exception {
        capturing.cluster.deny(right);
        Preflight.Checked checked = check(CaptureMode.NODE);
        assertThat(checked.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MISSING_RIGHT);
            assertThat(refusal.message()).contains(right + (right.endsWith("jobs") ? ".batch" : "") + " in default");
            assertThat(refusal.yaml()).contains("kind: Role", "oidc:tester@example.com", right.split(" ", 2)[0]);
        });
        assertThat(nothingWasMade()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get pods", "patch pods/ephemeralcontainers", "get pods/exec", "create pods/exec"})
    void missingRightForThePodIsNamedBeforeAnythingIsMade(String right) throws Exception {
        capturing.cluster.deny(right);
        assertThat(check(CaptureMode.POD).refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message()).contains(right + " in shop"));
        assertThat(nothingWasMade()).isTrue();
    }

    @Test
    void autoTakesThePodWhereNoJobMayBeMade() throws Exception {
        capturing.cluster.deny("create jobs");
        Preflight.Checked checked = check(CaptureMode.AUTO);
        assertThat(checked.isGood()).isTrue();
        assertThat(checked.plan().mode()).isEqualTo(CaptureMode.POD);
        assertThat(checked.plan().notes()).last().asString().contains("create jobs.batch in default");
    }

    @Test
    void autoTakesThePodsOwnTcpdumpWhereNothingMayBeMade() throws Exception {
        capturing.cluster.deny("create jobs");
        capturing.cluster.deny("patch pods/ephemeralcontainers");
        assertThat(check(CaptureMode.AUTO).plan().mode()).isEqualTo(CaptureMode.TCPDUMP);
    }

    @Test
    void autoSaysAllThatStandsAgainstAllModes() throws Exception {
        capturing.cluster.deny("create pods/exec");
        assertThat(check(CaptureMode.AUTO).refusals()).hasSize(2);
    }

    @Test
    void podSecurityOfTheNodesNamespaceIsToldWithTheWayRound() throws Exception {
        capturing.cluster.admit((request, object) -> request.resource().equals("pods")
                ? Optional.of(REFUSED.formatted("restricted", "host namespaces (hostNetwork=true)"))
                : Optional.empty());
        assertThat(check(CaptureMode.NODE).refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.POD_SECURITY);
            assertThat(refusal.text()).contains("“restricted”", "hostNetwork", "capture namespace");
        });
    }

    @Test
    void whoMayNotMakePodsMayStillMakeJobs() throws Exception {
        capturing.cluster.deny("create pods");
        assertThat(check(CaptureMode.NODE).isGood()).isTrue();
    }

    /// Under the level baseline the runtime's own capabilities are admitted, and no other by name.
    @Test
    void baselineIsAskedForTheUsualCapabilities() throws Exception {
        capturing.cluster.admit((request, object) -> request.resource().equals("pods/ephemeralcontainers")
                        && object.encode().contains("NET_RAW")
                ? Optional.of(REFUSED.formatted(
                        "baseline",
                        "non-default capabilities (container \"c\" must not include"
                                + " \"NET_RAW\" in securityContext.capabilities.add)"))
                : Optional.empty());
        Preflight.Checked checked = check(CaptureMode.POD);
        assertThat(checked.isGood()).isTrue();
        assertThat(checked.plan().usualCapabilities()).isTrue();
        CaptureSite.PodContainer site =
                (CaptureSite.PodContainer) checked.plan().sites().getFirst();
        assertThat(checked.plan().objects().container(site).getSecurityContext().getCapabilities())
                .isNull();
    }

    @Test
    void quotaAndWebhooksAreToldInWords() throws Exception {
        capturing.cluster.admit((request, object) -> Optional.of(
                "jobs.batch \"x\" is forbidden: exceeded quota: jobs, requested: count/jobs.batch=1, used: 5"));
        assertThat(check(CaptureMode.NODE).refusals().getFirst().kind()).isEqualTo(Refusal.Kind.QUOTA);
        capturing.cluster.admit((request, object) -> Optional.of(
                "admission webhook \"validate.kyverno.svc\" denied the request: image registry is not allowed"));
        assertThat(check(CaptureMode.NODE).refusals().getFirst().text())
                .contains("validate.kyverno.svc", "image registry is not allowed");
    }

    @Test
    void dryRunSendsWhatWillBeMade() throws Exception {
        JsonArray seen = new JsonArray();
        capturing.cluster.admit((request, object) -> {
            seen.add(new JsonObject().put("resource", request.resource()).put("kind", object.getString("kind")));
            return Optional.empty();
        });
        check(CaptureMode.NODE);
        assertThat(seen.encode()).contains("\"jobs\"", "\"pods\"");
        assertThat(capturing.isEmpty()).isTrue();
    }
}
