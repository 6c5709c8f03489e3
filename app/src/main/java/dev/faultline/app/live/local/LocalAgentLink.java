package dev.faultline.app.live.local;

import dev.faultline.app.live.AgentLink;
import java.io.InputStream;
import java.io.OutputStream;

/// The conversation with an agent that is a process of this machine.
record LocalAgentLink(SupervisedProcess process) implements AgentLink {
    @Override
    public InputStream fromAgent() {
        return process.output();
    }

    @Override
    public OutputStream toAgent() {
        return process.input();
    }

    @Override
    public String trouble() {
        return process.words();
    }

    @Override
    public void close() {
        process.close();
    }
}
