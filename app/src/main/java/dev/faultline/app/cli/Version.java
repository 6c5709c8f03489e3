package dev.faultline.app.cli;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the version of the program and of the Java that runs it.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"Faultline " + (version == null ? "" : version), "Java " + Runtime.version()};
    }
}
