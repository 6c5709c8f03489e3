package dev.faultline.app.k8s.capture;

import dev.faultline.app.k8s.exec.ExecChannel;
import dev.faultline.app.k8s.exec.ExecEnd;
import dev.faultline.app.live.AgentLink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A conversation with an agent through an exec.
final class ExecLink implements AgentLink {
    private final ExecChannel channel;
    private final Timing timing;

    ExecLink(ExecChannel channel, Timing timing) {
        this.channel = channel;
        this.timing = timing;
    }

    @Override
    public InputStream fromAgent() {
        return channel.output();
    }

    /// Each write is one message or a part of one, and waits until it is on its way.
    @Override
    public OutputStream toAgent() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                byte[] part = new byte[length];
                System.arraycopy(bytes, offset, part, 0, length);
                channel.send(part, timing.silence());
            }
        };
    }

    @Override
    public String trouble() {
        ExecEnd end = channel.end().getNow(new ExecEnd.Exited(0));
        return switch (end) {
            case ExecEnd.Cut(String why) -> why;
            case ExecEnd.Failed(String message) -> message;
            case ExecEnd.Exited(int code) -> String.join(" ", channel.errorLines());
        };
    }

    @Override
    public void close() {
        channel.close();
    }
}
