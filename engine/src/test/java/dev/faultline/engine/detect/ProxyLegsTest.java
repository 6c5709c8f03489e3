package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.HTTP_5XX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyLegsTest {
    private final Scene scene = new Scene();
    private final Exchange front = Exchange.open(scene, 40_000);

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }

    private static String status(int code) {
        return "HTTP/1.1 " + code + " X\r\nContent-Length: 0\r\n\r\n";
    }

    private List<Finding> statuses() {
        return scene.findings().stream().filter(f -> f.kind() == HTTP_5XX).toList();
    }

    @Test
    void statusThatAProxyPassesOnIsPartOfTheOneUpstream() {
        front.at(1).client(get("/a"));
        Exchange.open(scene, 50_000).at(1.01).client(get("/a")).server(status(503));
        front.at(1.02).server(status(503));

        assertThat(statuses()).hasSize(2).filteredOn(f -> f.partOf() == null).hasSize(1);
    }

    @Test
    void whatHappenedBeforeTheRequestIsNotItsCause() {
        Exchange.open(scene, 50_000).client(get("/a")).server(status(503));
        front.at(1).client(get("/a")).at(1.02).server(status(503));

        assertThat(statuses()).hasSize(2).allSatisfy(f -> assertThat(f.partOf()).isNull());
    }

    @Test
    void anotherRequestIsNotItsCause() {
        front.at(1).client(get("/a"));
        Exchange.open(scene, 50_000).at(1.01).client(get("/b")).server(status(503));
        front.at(1.02).server(status(503));

        assertThat(statuses()).hasSize(2).allSatisfy(f -> assertThat(f.partOf()).isNull());
    }

    @Test
    void errorOfTheServerItselfHasNoCauseUpstream() {
        front.at(1).client(get("/a"));
        Exchange.open(scene, 50_000).at(1.01).client(get("/a")).at(1.015).serverCloses();
        front.at(1.02).server(status(500));

        assertThat(statuses()).hasSize(1).allSatisfy(f -> assertThat(f.partOf()).isNull());
    }
}
