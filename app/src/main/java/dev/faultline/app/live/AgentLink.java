package dev.faultline.app.live;

import java.io.InputStream;
import java.io.OutputStream;

/// A conversation with an agent, as two streams of bytes.
public interface AgentLink extends AutoCloseable {
    /// What the agent says.
    InputStream fromAgent();

    /// What is said to the agent. Writing may block for a while, and throws when the link is gone.
    OutputStream toAgent();

    /// What the far end said of trouble, such as on standard error; empty when nothing.
    String trouble();

    /// Ends the conversation, not the agent. May be called more than once, and while other threads read and
    /// write: they return or throw at once.
    @Override
    void close();
}
