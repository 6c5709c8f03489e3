package dev.faultline.app.k8s;

import dev.faultline.app.k8s.UserEntry.ExecEntry;
import dev.faultline.app.k8s.UserEntry.Impersonation;
import dev.faultline.app.k8s.UserEntry.ProviderEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a kubeconfig file (kubernetes.io, client authentication and `kubectl config`, `v1`). Paths in it are
/// relative to its folder.
final class KubeconfigParser {
    private static final long LARGEST = 16 << 20;

    private final Path file;
    private final List<KubeconfigProblem> problems = new ArrayList<>();

    private KubeconfigParser(Path file) {
        this.file = file;
    }

    /// Reads a file. One that cannot be read or understood has no entries and a problem.
    static KubeconfigFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return KubeconfigFile.unusable(new KubeconfigProblem(file, 0, 0, Files.size(file) + " bytes"));
            }
            return parse(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return KubeconfigFile.unusable(new KubeconfigProblem(file, 0, 0, e.toString()));
        }
    }

    static KubeconfigFile parse(Path file, String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(true)
                .setCodePointLimit((int) LARGEST)
                .build();
        try {
            Node root = new Compose(settings).composeString(yaml).orElse(null);
            return new KubeconfigParser(file).file(new YamlValue(file, root));
        } catch (MarkedYamlEngineException e) {
            // Its message quotes the file, which may be full of secrets; the problem itself does not.
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            return KubeconfigFile.unusable(new KubeconfigProblem(file, line, column, e.getProblem()));
        } catch (YamlEngineException e) {
            return KubeconfigFile.unusable(
                    new KubeconfigProblem(file, 0, 0, e.getClass().getSimpleName()));
        }
    }

    private KubeconfigFile file(YamlValue root) {
        if (root.node() != null && !root.isMapping()) {
            return KubeconfigFile.unusable(root.place().problem("no mapping"));
        }
        return new KubeconfigFile(
                file,
                root.text("current-context"),
                entries(root, "contexts", "context", this::context),
                entries(root, "clusters", "cluster", this::cluster),
                entries(root, "users", "user", this::user),
                List.copyOf(problems));
    }

    /// The named entries of a list such as `contexts: [{name: …, context: …}]`.
    private <T> Map<String, T> entries(
            YamlValue root, String list, String key, BiFunction<String, YamlValue, T> entry) {
        Map<String, T> entries = new LinkedHashMap<>();
        for (YamlValue element : root.get(list).elements()) {
            String name = element.text("name");
            YamlValue value = element.get(key);
            if (name.isEmpty()
                    || value.node() != null
                            && !value.isMapping()
                            && !value.text().isEmpty()) {
                problems.add(element.place().problem(list));
                continue;
            }
            entries.put(
                    name, entry.apply(name, new YamlValue(file, value.isMapping() ? value.node() : element.node())));
        }
        return entries;
    }

    private ContextEntry context(String name, YamlValue context) {
        return new ContextEntry(
                name, context.place(), context.text("cluster"), context.text("user"), context.text("namespace"));
    }

    private ClusterEntry cluster(String name, YamlValue cluster) {
        return new ClusterEntry(
                name,
                cluster.place(),
                cluster.text("server"),
                cluster.text("tls-server-name"),
                cluster.flag("insecure-skip-tls-verify"),
                material(cluster, "certificate-authority"),
                cluster.text("proxy-url"),
                execConfig(cluster));
    }

    private static @Nullable Object execConfig(YamlValue cluster) {
        return cluster.get("extensions").elements().stream()
                .filter(extension -> extension.text("name").equals("client.authentication.k8s.io/exec"))
                .findFirst()
                .map(extension -> extension.get("extension").plain())
                .orElse(null);
    }

    private UserEntry user(String name, YamlValue user) {
        return new UserEntry(
                name,
                user.place(),
                material(user, "client-certificate"),
                material(user, "client-key"),
                user.text("token"),
                path(user.text("tokenFile")),
                user.text("username"),
                user.text("password"),
                user.get("exec").isMapping() ? exec(user.get("exec")) : null,
                user.get("auth-provider").isMapping() ? provider(user.get("auth-provider")) : null,
                impersonation(user));
    }

    private ExecEntry exec(YamlValue exec) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (YamlValue variable : exec.get("env").elements()) {
            environment.put(variable.text("name"), variable.text("value"));
        }
        String command = exec.text("command");
        boolean isPath = command.contains("/") || command.contains("\\");
        Path resolved = isPath ? path(command) : null;
        return new ExecEntry(
                exec.text("apiVersion"),
                resolved == null ? command : resolved.toString(),
                exec.get("args").texts(),
                environment,
                exec.flag("provideClusterInfo"),
                exec.text("interactiveMode").equals("Always"),
                exec.text("installHint"),
                exec.place());
    }

    private static ProviderEntry provider(YamlValue provider) {
        Map<String, String> config = new LinkedHashMap<>();
        provider.get("config").entries().forEach((key, value) -> config.put(key, value.text()));
        return new ProviderEntry(provider.text("name"), config, provider.place());
    }

    private static Impersonation impersonation(YamlValue user) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        user.get("as-user-extra").entries().forEach((key, value) -> extra.put(key, value.texts()));
        return new Impersonation(
                user.text("as"), user.text("as-uid"), user.get("as-groups").texts(), extra);
    }

    private Material material(YamlValue owner, String key) {
        YamlValue data = owner.get(key + "-data");
        YamlValue named = data.text().isEmpty() ? owner.get(key) : data;
        Place place = named.node() == null ? owner.place() : named.place();
        return new Material(data.text(), path(owner.text(key)), place);
    }

    private @Nullable Path path(String text) {
        if (text.isEmpty()) {
            return null;
        }
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of(text) : folder.resolve(text).normalize();
    }
}
