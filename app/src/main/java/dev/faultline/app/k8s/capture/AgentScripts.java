package dev.faultline.app.k8s.capture;

import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.agent.wire.ProtocolVersions;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.Stop;
import dev.faultline.protocol.v1.ToAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The commands of agents in containers.
final class AgentScripts {
    /// A folder that can be written to, in every container that is made for an agent.
    static final String FOLDER = "/tmp";

    private static final String HOME = FOLDER + "/faultline";
    private static final String SOCKET = FOLDER + "/faultline-agent/socket";

    private AgentScripts() {}

    /// The main process of a container into which the agent is sent: waits for it, then becomes it.
    static List<String> await(CaptureSettings settings, CaptureSite site) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                CaptureScripts.script("await.sh"),
                "faultline",
                HOME,
                Long.toString(settings.deadline().toSeconds()),
                Long.toString(settings.idle().toSeconds())));
        command.addAll(arguments(settings, site));
        return command;
    }

    /// What the agent is told at its start.
    static List<String> arguments(CaptureSettings settings, CaptureSite site) {
        PcapFilter filter = site.filter();
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--socket",
                SOCKET,
                "--idle-timeout",
                settings.idle().toString(),
                "--deadline",
                settings.deadline().toString()));
        if (!filter.loopback()) {
            arguments.addAll(List.of("--without-interface", "lo"));
        }
        filter.ofAgent().hosts().stream()
                .sorted()
                .forEach(host -> arguments.addAll(List.of("--host", host.toString())));
        filter.withoutPorts().forEach(port -> arguments.addAll(List.of("--without-tcp-port", port.toString())));
        return arguments;
    }

    /// Joins the agent of a container.
    static List<String> attach(AgentSettings settings) {
        List<String> command = new ArrayList<>();
        if (settings.isSent()) {
            command.addAll(
                    List.of("env", "FAULTLINE_AGENT_OPTIONS=-Xmx24m", HOME + "/faultline-agent/bin/faultline-agent"));
        } else {
            // The image has no shell.
            String home = "/faultline-agent";
            command.addAll(List.of(
                    home + "/runtime/bin/java",
                    "@" + home + "/lib/jvm.options",
                    "-XX:AOTCache=" + home + "/lib/faultline-agent.aot",
                    "-Xlog:disable",
                    "-Xmx24m",
                    "-cp",
                    home + "/lib/*",
                    "dev.faultline.agent.AgentMain"));
        }
        command.addAll(List.of("attach", "--socket", SOCKET));
        return command;
    }

    /// Looks what is there to send the agent to.
    static List<String> look() {
        return List.of("sh", "-c", CaptureScripts.script("look.sh"), "faultline", HOME);
    }

    /// Receives the agent.
    static List<String> receive(AgentBundle.Parcel parcel) {
        return List.of(
                "sh",
                "-c",
                CaptureScripts.script("receive.sh"),
                "faultline",
                HOME,
                Long.toString(parcel.size()),
                parcel.sha256(),
                parcel.unpacking());
    }

    /// What a desktop says that joins only to end the agent.
    static byte[] stopping() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter out = new MessageWriter(bytes);
        try {
            out.write(ToAgent.newBuilder()
                    .setHello(DesktopHello.newBuilder()
                            .setVersionFrom(ProtocolVersions.SPOKEN.from())
                            .setVersionTo(ProtocolVersions.SPOKEN.to()))
                    .build());
            out.write(ToAgent.newBuilder().setStop(Stop.getDefaultInstance()).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
