package dev.faultline.app.agent;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where an installation keeps the agent that it sends to containers.
public final class AgentBundles {
    private static final String VARIABLE = "FAULTLINE_AGENT_BUNDLES";
    /// From a jar, or a folder of classes, of a build to where the packaging puts the bundle.
    private static final String BUILT = "target/dist";

    private AgentBundles() {}

    /// In the folder that `FAULTLINE_AGENT_BUNDLES` names, else beside the program's own jar, else where a
    /// build of the sources puts it.
    ///
    /// @param environment variables of the process
    public static AgentBundle ofThisInstallation(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return new AgentBundle(List.of(Path.of(named)));
        }
        List<Path> folders = new ArrayList<>();
        Path program = program();
        Stream.iterate(program.getParent(), folder -> folder != null, Path::getParent)
                .limit(4)
                .forEach(folder -> folders.addAll(List.of(folder, folder.resolve(BUILT))));
        return new AgentBundle(folders);
    }

    /// The first of the class path: classes that come from an AOT cache do not know their own jar.
    private static Path program() {
        String classPath = System.getProperty("java.class.path", "");
        return Path.of(classPath.split(File.pathSeparator, 2)[0]).toAbsolutePath();
    }
}
