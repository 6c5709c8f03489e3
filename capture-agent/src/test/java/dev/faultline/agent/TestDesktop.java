package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.agent.wire.MessageReader;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.engine.finding.Finding;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.EvidenceTaken;
import dev.faultline.protocol.v1.EvidenceTold;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.FromAgent.MessageCase;
import dev.faultline.protocol.v1.ToAgent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A desktop at the socket of an agent.
final class TestDesktop implements AutoCloseable {
    private final Closeable link;
    private final MessageReader<FromAgent> in;
    private final MessageWriter out;
    private final List<EvidenceTold> evidence = new ArrayList<>();
    private FromAgent last = FromAgent.getDefaultInstance();
    private long number;

    TestDesktop(Path socket) throws IOException {
        this(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    private TestDesktop(SocketChannel channel) {
        this(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
    }

    /// A desktop behind an attachment.
    TestDesktop(InputStream fromAgent, OutputStream toAgent) {
        this(fromAgent, toAgent, fromAgent);
    }

    private TestDesktop(InputStream fromAgent, OutputStream toAgent, Closeable link) {
        this.link = link;
        in = new MessageReader<>(new BufferedInputStream(fromAgent), FromAgent.parser());
        out = new MessageWriter(new BufferedOutputStream(toAgent));
    }

    void send(ToAgent message) throws IOException {
        out.write(message);
    }

    void hello(String instance, long since) throws IOException {
        hello(DesktopHello.newBuilder().setInstance(instance).setSince(since));
    }

    void hello(DesktopHello.Builder hello) throws IOException {
        send(ToAgent.newBuilder()
                .setHello(hello.setVersionFrom(1).setVersionTo(3))
                .build());
    }

    /// The next message of a case, past all others.
    FromAgent next(MessageCase wanted) throws IOException {
        FromAgent message = Objects.requireNonNull(in.read(), "the agent ended the conversation");
        while (message.getMessageCase() != wanted) {
            message = Objects.requireNonNull(in.read(), "the agent ended the conversation");
        }
        return message;
    }

    /// All findings until the agent ends the conversation; packets are taken.
    Map<String, Finding> findings() throws IOException {
        Map<String, Finding> findings = new LinkedHashMap<>();
        FromAgent message = in.read();
        while (message != null) {
            last = message;
            if (message.hasFinding()) {
                assertThat(message.getFinding().getNumber()).as("numbers rise").isGreaterThan(number);
                number = message.getFinding().getNumber();
                Finding finding =
                        FindingCodec.decode(message.getFinding().getFinding()).orElseThrow();
                findings.put(finding.id(), finding);
            }
            if (message.hasEvidence()) {
                evidence.add(message.getEvidence());
                take();
            }
            message = in.read();
        }
        return findings;
    }

    /// Says that packets were taken.
    void take() throws IOException {
        send(ToAgent.newBuilder().setTaken(EvidenceTaken.getDefaultInstance()).build());
    }

    /// Whether the agent has ended the conversation, past what it said before.
    boolean ended() {
        try {
            FromAgent message = in.read();
            while (message != null) {
                message = in.read();
            }
        } catch (IOException e) {
            // Cut is ended, too.
        }
        return true;
    }

    /// Packets that came while findings were read.
    List<EvidenceTold> evidence() {
        return evidence;
    }

    /// The message before the end of the conversation.
    FromAgent last() {
        return last;
    }

    /// The number of the last finding.
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
