package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Toleration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureSettingsTextTest {
    private static CaptureSettingsText tolerating(String taints) {
        return CaptureSettingsText.USUAL.withTolerations(taints);
    }

    @Test
    void settingsOfAContextAreReadAsTheyWereWritten() {
        Map<String, String> stored = new HashMap<>();
        CaptureSettingsText text = new CaptureSettingsText(
                "a/b:1", "secret", "tools", "gpu", CaptureProgram.AGENT, "own/agent:1", "own/base:2");
        text.write(stored::put, "prod");

        assertThat(CaptureSettingsText.read(stored::getOrDefault, "prod")).isEqualTo(text);
        assertThat(CaptureSettingsText.read(stored::getOrDefault, "other")).isEqualTo(CaptureSettingsText.USUAL);
        assertThat(stored).containsEntry("capture.prod.namespace", "tools");
    }

    @Test
    void imagesOfTheAgentAreThoseOfTheSettings() {
        CaptureSettingsText text = CaptureSettingsText.USUAL.withAgentBase("own/base:2");

        assertThat(text.settings().agent()).isEqualTo(new AgentSettings("", "own/base:2"));
        assertThat(text.withAgentImage("own/agent:1").settings().agent().running())
                .isEqualTo("own/agent:1");
    }

    @Test
    void programThatThereIsNotIsChosenByItself() {
        Map<String, String> stored = Map.of("capture.prod.program", "wireshark");

        assertThat(CaptureSettingsText.read(stored::getOrDefault, "prod")).isEqualTo(CaptureSettingsText.USUAL);
    }

    @Test
    void whatIsNotChosenIsAsByDefault() {
        assertThat(CaptureSettingsText.USUAL.settings()).isEqualTo(CaptureSettings.DEFAULT);
    }

    @Test
    void taintsAreTakenAsKubectlWritesThem() {
        assertThat(tolerating("dedicated=db:NoSchedule, gpu").settings().tolerations())
                .containsExactly(
                        new Toleration("NoSchedule", "dedicated", "Equal", null, "db"),
                        new Toleration(null, "gpu", "Exists", null, null));
        assertThat(tolerating("").settings().tolerations()).isEmpty();
        assertThat(tolerating("*").settings().tolerations()).hasSize(1);
    }

    @Test
    void firstThatIsNoTaintIsNamed() {
        assertThat(tolerating("gpu, a b").noTaint()).contains("a b");
        assertThat(tolerating("gpu,").noTaint()).isEmpty();
        assertThat(tolerating(" * ").noTaint()).isEmpty();
    }
}
