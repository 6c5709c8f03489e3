package dev.faultline.agent;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The agent's version, from its jar.
final class AgentVersion implements IVersionProvider {
    /// The version, or `development` when run from classes.
    static String current() {
        return Optional.ofNullable(AgentVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"faultline-agent " + current(), "Java " + Runtime.version()};
    }
}
