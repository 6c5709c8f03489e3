package dev.faultline.app.ui.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.Flows;
import dev.faultline.app.flow.LadderRows;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.drawing.Ink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/// The drawing as a picture in a file.
class FlowPictureTest extends ApplicationTest {
    @Test
    void svgHasAllWordsOfTheLadderAsTexts() throws Exception {
        Conversation flow = Flows.lab("half-open-restart", 0);

        List<String> texts = texts(svg(flow, "Reset <b>&\u0007"));

        assertThat(texts)
                .contains("SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "CLOSED", "RST", "PSH, ACK")
                .contains("Reset <b>&?", "10.77.42.2:40421");
    }

    @Test
    void svgOfTheSameFlowIsTheSame() throws Exception {
        Conversation flow = Flows.lab("zero-window", 0);

        assertThat(svg(flow, "t")).isEqualTo(svg(flow, "t"));
    }

    private static byte[] svg(Conversation flow, String title) throws IOException {
        LadderRows rows = LadderRows.of(flow, Set.of());
        FlowMark mark = new FlowMark(
                "1", SeverityMark.ERROR, "tcp.reset.no_socket", title, "It happened.", true, List.of(flow.size() - 1));
        LadderPicture picture = new LadderPicture(
                flow,
                new PacketWords(flow),
                rows,
                Band.of(List.of(mark), rows),
                String.valueOf(flow.client()),
                String.valueOf(flow.server()),
                40,
                FlowTime.SINCE_FIRST,
                ZoneOffset.UTC,
                LadderPicture.resetOf(flow));
        Map<Ink, String> inks = new EnumMap<>(Ink.class);
        for (Ink ink : Ink.values()) {
            inks.put(ink, "#102030");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FlowExport.svg(picture, inks, out);
        return out.toByteArray();
    }

    private static List<String> texts(byte[] svg) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        NodeList nodes = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
