package dev.faultline.app.k8s;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds programs where a user's shell would. A program started from a desktop lacks what the shell's own files
/// add to `PATH`, so the login shell is asked, and the folders are searched where installers put such programs.
final class ProgramSearch {
    private static final long SHELL_PATIENCE = 5;
    private static final Pattern MARKED = Pattern.compile("<faultline>(.*)</faultline>", Pattern.DOTALL);
    private static final List<String> USUAL = List.of(
            "/usr/local/bin",
            "/usr/bin",
            "/bin",
            "/snap/bin",
            "/opt/homebrew/bin",
            "/home/linuxbrew/.linuxbrew/bin",
            "/opt/local/bin",
            "/usr/lib/google-cloud-sdk/bin",
            "/run/current-system/sw/bin");
    private static final List<String> USUAL_AT_HOME = List.of(
            ".local/bin",
            "bin",
            ".krew/bin",
            "go/bin",
            "google-cloud-sdk/bin",
            ".asdf/shims",
            ".local/share/mise/shims",
            ".nix-profile/bin",
            ".rd/bin",
            ".docker/bin",
            ".azure-kubelogin",
            "scoop/shims");

    private final UserEnvironment environment;
    private final boolean windows = File.separatorChar == '\\';
    private @Nullable String shellPath;

    ProgramSearch(UserEnvironment environment) {
        this.environment = environment;
    }

    /// The program of that name; null when it is nowhere. May ask the login shell, once: blocks for some
    /// seconds then.
    @Nullable
    Path find(String name) {
        if (name.contains("/") || name.contains(File.separator)) {
            Path path = Path.of(name);
            return Files.isExecutable(path) && !Files.isDirectory(path) ? path : null;
        }
        Path plain = find(name, environment.variable("PATH"));
        return plain != null ? plain : find(name, path());
    }

    private @Nullable Path find(String name, String path) {
        List<String> suffixes = windows ? List.of(".exe", ".cmd", ".bat", "") : List.of("");
        for (String folder : path.split(File.pathSeparator, -1)) {
            for (String suffix : suffixes) {
                Path candidate = candidate(folder, name + suffix);
                if (candidate != null && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static @Nullable Path candidate(String folder, String name) {
        try {
            return folder.isEmpty() ? null : Path.of(folder, name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /// `PATH` with all that is searched, for programs that start others in turn.
    synchronized String path() {
        Set<String> folders = new LinkedHashSet<>();
        add(folders, environment.variable("PATH"));
        if (shellPath == null) {
            shellPath = windows ? "" : askShell();
        }
        add(folders, shellPath);
        Stream<String> usual = Stream.concat(
                windows ? Stream.empty() : USUAL.stream(),
                USUAL_AT_HOME.stream()
                        .map(folder -> environment.home().resolve(folder).toString()));
        usual.filter(folder -> Files.isDirectory(Path.of(folder))).forEach(folders::add);
        return folders.stream().collect(Collectors.joining(File.pathSeparator));
    }

    private static void add(Set<String> folders, String path) {
        Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .forEach(folders::add);
    }

    /// What the user's login shell has for `PATH`; empty when it does not tell in time. Its start-up files may
    /// print anything, so the answer is marked.
    private String askShell() {
        String shell = environment.variable("SHELL");
        if (shell.isEmpty() || !Files.isExecutable(Path.of(shell))) {
            return "";
        }
        // fish keeps a list, and prints it with blanks unless it is quoted like this.
        String print = shell.toLowerCase(Locale.ROOT).endsWith("fish")
                ? "printf '<faultline>%s</faultline>' (string join : $PATH)"
                : "printf '<faultline>%s</faultline>' \"$PATH\"";
        ProcessBuilder builder = new ProcessBuilder(shell, "-l", "-i", "-c", print);
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        builder.redirectErrorStream(true);
        try {
            return marked(builder.start());
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String marked(Process shell) throws IOException, InterruptedException {
        shell.getOutputStream().close();
        BoundedOutput output = BoundedOutput.of(shell.getInputStream(), 1 << 16);
        try {
            if (!shell.waitFor(SHELL_PATIENCE, TimeUnit.SECONDS)) {
                return "";
            }
        } finally {
            shell.destroyForcibly();
        }
        Matcher matcher = MARKED.matcher(new String(output.bytes(), StandardCharsets.UTF_8));
        return matcher.find() ? matcher.group(1) : "";
    }
}
