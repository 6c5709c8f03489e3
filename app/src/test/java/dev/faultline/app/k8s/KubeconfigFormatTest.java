package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigFormatTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("download"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: v1\nkind: Config\nclusters: []\n",
                "# made by a tool\n\ncontexts:\n- name: a\n",
                "{\"kind\":\"Config\",\"apiVersion\":\"v1\"}",
                "{\"clusters\": []}",
                "current-context: a\nusers: [[[",
            })
    void kubeconfigIsKnownByWhatIsInIt(String text) throws IOException {
        assertThat(KubeconfigFormat.matches(file(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "apiVersion: v1\nkind: ConfigMap\ndata: {}\n",
                "kind: Deployment\n",
                "our clusters: three of them",
                "{\"type\":\"finding\"}"
            })
    void otherTextIsNone(String text) throws IOException {
        assertThat(KubeconfigFormat.matches(file(text))).isFalse();
    }

    @Test
    void captureAndWhatCannotBeReadIsNone() {
        assertThat(KubeconfigFormat.matches(Path.of("../lab/captures/syn-refused.pcap")))
                .isFalse();
        assertThat(KubeconfigFormat.matches(folder)).isFalse();
        assertThat(KubeconfigFormat.matches(folder.resolve("nothing"))).isFalse();
    }
}
