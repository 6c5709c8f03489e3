package dev.faultline.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.time.Duration;

/// `attach` in this process: a pair of streams to a running agent.
public final class JoinedAgent implements AutoCloseable {
    private final Pipe toAgent = Pipe.open();
    private final Pipe fromAgent = Pipe.open();

    /// Joins.
    ///
    /// @throws IOException when no agent runs there
    public JoinedAgent(Path socket) throws IOException {
        Attachment attachment = new Attachment(
                socket,
                Channels.newInputStream(toAgent.source()),
                Channels.newOutputStream(fromAgent.sink()),
                Duration.ofSeconds(15));
        Thread.ofPlatform().daemon().start(() -> carry(attachment));
    }

    private void carry(Attachment attachment) {
        try (this) {
            attachment.carry();
        } catch (IOException e) {
            // The link was cut.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the agent says.
    public InputStream output() {
        return Channels.newInputStream(fromAgent.source());
    }

    /// What is said to the agent.
    public OutputStream input() {
        return Channels.newOutputStream(toAgent.sink());
    }

    /// Cuts it, in both directions.
    @Override
    public void close() throws IOException {
        toAgent.sink().close();
        toAgent.source().close();
        fromAgent.sink().close();
        fromAgent.source().close();
    }
}
