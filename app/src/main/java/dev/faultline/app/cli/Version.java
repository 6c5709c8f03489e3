package dev.faultline.app.cli;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the version of the program and of the Java that runs it.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Faultline " + number(), "Java " + Runtime.version()};
    }

    /// The version of the program; empty when it runs from classes.
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }
}
