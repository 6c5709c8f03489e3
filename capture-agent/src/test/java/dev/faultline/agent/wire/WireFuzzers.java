package dev.faultline.agent.wire;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.faultline.engine.finding.Finding;
import dev.faultline.protocol.v1.FindingTold;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.ToAgent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Targets for what agent and desktop say to each other, as Jazzer wants them.
public final class WireFuzzers {
    private WireFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("from-agent", AgentMessages::fuzzerTestOneInput);
        all.put("to-agent", DesktopMessages::fuzzerTestOneInput);
        return all;
    }

    /// Reads all messages; a stream that is none ends with an [IOException].
    private static <M extends MessageLite> void read(byte[] data, Parser<M> parser, Consumer<M> each) {
        MessageReader<M> reader = new MessageReader<>(new ByteArrayInputStream(data), parser);
        try {
            M message = reader.read();
            while (message != null) {
                each.accept(message);
                message = reader.read();
            }
        } catch (IOException e) {
            // the desktop says so, and gives the agent up
        }
    }

    /// What an agent sends: a finding in it comes through, and is the same if it is sent on.
    public static final class AgentMessages {
        private AgentMessages() {}

        public static void fuzzerTestOneInput(byte[] data) {
            read(data, FromAgent.parser(), message -> {
                if (message.hasFinding()) {
                    check(message.getFinding());
                }
            });
        }

        private static void check(FindingTold told) {
            Optional<Finding> finding;
            try {
                finding = FindingCodec.decode(told.getFinding());
            } catch (IOException e) {
                return; // it contradicts itself
            }
            finding.ifPresent(AgentMessages::sentOn);
        }

        private static void sentOn(Finding finding) {
            try {
                Optional<Finding> again = FindingCodec.decode(FindingCodec.encode(finding));
                if (!again.equals(Optional.of(Travelling.asReceived(finding)))) {
                    throw new AssertionError(again + " of " + finding);
                }
            } catch (IOException e) {
                throw new AssertionError("our own message", e);
            }
        }
    }

    /// What a desktop sends.
    public static final class DesktopMessages {
        private DesktopMessages() {}

        public static void fuzzerTestOneInput(byte[] data) {
            read(data, ToAgent.parser(), message -> {});
        }
    }
}
