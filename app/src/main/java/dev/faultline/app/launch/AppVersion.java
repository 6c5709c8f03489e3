package dev.faultline.app.launch;

import java.util.Objects;

/// Version of the program.
final class AppVersion {
    private AppVersion() {}

    /// As the jar names it; a run from class files has none.
    static String current() {
        return Objects.requireNonNullElse(AppVersion.class.getPackage().getImplementationVersion(), "dev");
    }
}
