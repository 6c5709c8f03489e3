package dev.faultline.app.k8s.testcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A container as a node runs it: processes, files and a `/tmp` of its own, in a network namespace that is
/// given; root with the right to open packet sockets, and no other. When its first process ends, all end. Needs
/// Linux and root.
final class Container implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Path root;
    private final Process process;
    private final long first;

    /// Starts it; returns when its first process runs.
    ///
    /// @param network prefix of commands that run in its network
    Container(List<String> network, ContainerImage image, List<String> command) throws IOException {
        root = Files.createTempDirectory("container");
        List<String> whole = new ArrayList<>(network);
        whole.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script(), "sh"));
        whole.add(root.toString());
        whole.add(System.getProperty("java.home"));
        whole.add(image.agent() == null ? "-" : image.agent().toAbsolutePath().toString());
        whole.add(image.lacks().isEmpty() ? "-" : image.lacks());
        whole.addAll(command);
        process = new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.to(log().toFile()))
                .start();
        try {
            first = awaitFirst();
        } catch (IOException e) {
            close();
            throw e;
        }
        Thread.ofVirtual().start(() -> passOver(process.getInputStream()));
    }

    private static String script() throws IOException {
        try (InputStream stream = Objects.requireNonNull(Container.class.getResourceAsStream("container.sh"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path log() {
        return root.resolveSibling(root.getFileName() + ".log");
    }

    private long awaitFirst() throws IOException {
        // Not closed: whoever runs there goes on writing to it.
        BufferedReader said = process.inputReader();
        if (!"up".equals(said.readLine())) {
            throw new IOException("no container: " + said());
        }
        return process.children()
                .findFirst()
                .orElseThrow(() -> new IOException("the container has ended"))
                .pid();
    }

    private static void passOver(InputStream stream) {
        try {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It has ended.
        }
    }

    /// What runs a further command in it.
    List<String> prefix() {
        return List.of("nsenter", "--target", Long.toString(first), "--mount", "--pid", "--net", "--root", "--wd");
    }

    /// The first process, as this machine numbers it.
    ProcessHandle first() {
        return ProcessHandle.of(first).orElse(process.toHandle());
    }

    /// Waits for its end.
    ///
    /// @return exit status of its first process
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /// What it wrote to standard error.
    String said() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return "";
        }
    }

    /// Kills everything in it.
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Files.deleteIfExists(log());
            Files.deleteIfExists(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
