package dev.faultline.app.k8s.testcluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// The agent as `packaging/agent/build.sh` lays it out, made of what this test runs with: its launcher and
/// options, the same classes, and the runtime of this test, which a [Container] has as `/java`.
public final class AgentBuild {
    private static final Path PACKAGING = Path.of("..", "packaging", "agent");
    private static final List<String> OF_THE_AGENT = List.of(
            "dev.faultline.agent.AgentMain",
            "dev.faultline.engine.finding.Finding",
            "dev.faultline.protocol.v1.FromAgent",
            "com.google.protobuf.Message",
            "picocli.CommandLine");

    private final Path home;
    private final Path bundle;

    /// For a [Container].
    ///
    /// @param folder to make it in
    public AgentBuild(Path folder) throws IOException, InterruptedException {
        this(folder, Path.of("/java"));
    }

    /// For wherever that runtime is.
    ///
    /// @param folder to make it in
    public AgentBuild(Path folder, Path runtime) throws IOException, InterruptedException {
        home = folder.resolve("faultline-agent");
        bundle = folder.resolve("faultline-agent-linux-" + machine() + ".tar.gz");
        Path lib = Files.createDirectories(home.resolve("lib"));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path launcher = Files.copy(PACKAGING.resolve("faultline-agent"), bin.resolve("faultline-agent"));
        if (!launcher.toFile().setExecutable(true)) {
            throw new IOException("not made executable: " + launcher);
        }
        Files.copy(PACKAGING.resolve("jvm.options"), lib.resolve("jvm.options"));
        Files.createSymbolicLink(home.resolve("runtime"), runtime);
        for (Path part : parts()) {
            if (Files.isDirectory(part)) {
                pack(part, lib.resolve(part.getName(part.getNameCount() - 3) + ".jar"));
            } else {
                Files.copy(part, lib.resolve(part.getFileName()));
            }
        }
        tar(folder);
    }

    private static String machine() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    }

    private static Set<Path> parts() throws IOException {
        Set<Path> parts = new LinkedHashSet<>();
        for (String name : OF_THE_AGENT) {
            String file = name.replace('.', '/') + ".class";
            parts.add(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(path -> has(path, file))
                    .findFirst()
                    .orElseThrow(() -> new IOException("not on the class path: " + name)));
        }
        return parts;
    }

    private static boolean has(Path part, String file) {
        if (Files.isDirectory(part)) {
            return Files.exists(part.resolve(file));
        }
        try (java.util.zip.ZipFile jar = new java.util.zip.ZipFile(part.toFile())) {
            return jar.getEntry(file) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(classes)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out)) {
            for (Path file : files) {
                packed.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, packed);
            }
        }
    }

    private void tar(Path folder) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-czf", bundle.toString(), "faultline-agent")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException("no " + bundle);
        }
    }

    /// The folder with the agent.
    public Path home() {
        return home;
    }

    /// The folder with the bundle.
    public Path bundles() {
        Path folder = bundle.getParent();
        return folder == null ? Path.of("") : folder;
    }

    /// What a container of the agent's image runs, as its Dockerfile says.
    static List<String> entrypoint() throws IOException {
        String line = Files.readAllLines(PACKAGING.resolve("Dockerfile")).stream()
                .filter(each -> each.startsWith("ENTRYPOINT "))
                .findFirst()
                .orElseThrow(() -> new IOException("no ENTRYPOINT"));
        return Stream.of(line.substring(line.indexOf('[') + 1, line.lastIndexOf(']'))
                        .split(","))
                .map(word -> word.strip().replace("\"", ""))
                .toList();
    }
}
