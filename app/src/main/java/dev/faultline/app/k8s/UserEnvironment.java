package dev.faultline.app.k8s;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What of the user's surroundings decides which clusters there are and how they are reached.
///
/// @param variables the process's environment
/// @param home the user's own folder
public record UserEnvironment(Map<String, String> variables, Path home) {
    public UserEnvironment {
        variables = Map.copyOf(variables);
    }

    /// That of the user who runs the program.
    public static UserEnvironment ofThisUser() {
        return new UserEnvironment(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /// A variable; empty where it is not set.
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /// A variable that is written in lower or upper case, as those of proxies are.
    String eitherCase(String name) {
        String lower = variable(name.toLowerCase(Locale.ROOT));
        return lower.isEmpty() ? variable(name.toUpperCase(Locale.ROOT)) : lower;
    }

    /// The files that kubectl merges: those of `KUBECONFIG`, else the default one.
    List<Path> kubeconfigFiles() {
        LinkedHashSet<Path> files = new LinkedHashSet<>();
        for (String file : variable("KUBECONFIG").split(File.pathSeparator, -1)) {
            if (!file.isBlank()) {
                files.add(Path.of(file).toAbsolutePath().normalize());
            }
        }
        return files.isEmpty() ? List.of(defaultKubeconfig()) : new ArrayList<>(files);
    }

    /// `~/.kube/config`.
    Path defaultKubeconfig() {
        return home.resolve(".kube").resolve("config").toAbsolutePath().normalize();
    }
}
