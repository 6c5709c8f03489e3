package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import dev.faultline.app.k8s.UserEntry.ExecEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Runs a credential plugin. Its standard input is empty: there is no terminal to ask the user on.
final class ExecPlugin {
    private static final int LARGEST_OUTPUT = 1 << 20;
    private static final int LARGEST_COMPLAINT = 4096;
    /// Three Base64 parts with dots: a token, wherever a plugin prints it.
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");

    private final ExecEntry exec;
    private final ClusterEntry cluster;
    private final ProgramSearch programs;
    private final Map<String, String> environment;
    private final Duration patience;

    /// @param environment that it inherits
    /// @param patience after which it is ended; long enough to log in with a browser
    ExecPlugin(
            ExecEntry exec,
            ClusterEntry cluster,
            ProgramSearch programs,
            Map<String, String> environment,
            Duration patience) {
        this.exec = exec;
        this.cluster = cluster;
        this.programs = programs;
        this.environment = environment;
        this.patience = patience;
    }

    /// Runs it and gives what it printed.
    ///
    /// @throws UnreachableException when it is missing or fails; with what it complained about
    byte[] run() throws UnreachableException {
        if (exec.terminal()) {
            throw new UnreachableException(Reason.PLUGIN_FAILED, exec.command(), "interactiveMode: Always");
        }
        Path program = programs.find(exec.command());
        if (program == null) {
            throw new UnreachableException(Reason.PLUGIN_MISSING, exec.command(), exec.hint());
        }
        try {
            return run(program);
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreachableException(Reason.PLUGIN_FAILED, program.toString(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(Reason.PLUGIN_FAILED, program.toString(), e.toString());
        }
    }

    private byte[] run(Path program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(exec.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", programs.path());
        builder.environment().putAll(exec.environment());
        builder.environment().put("KUBERNETES_EXEC_INFO", information());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            BoundedOutput output = BoundedOutput.of(process.getInputStream(), LARGEST_OUTPUT);
            BoundedOutput complaint = BoundedOutput.of(process.getErrorStream(), LARGEST_COMPLAINT);
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (ended && process.exitValue() == 0) {
                return output.bytes();
            }
            end(process);
            String status = ended ? "exit " + process.exitValue() : patience.toString();
            throw new UnreachableException(
                    Reason.PLUGIN_FAILED, program.toString(), (status + "\n" + text(complaint)).strip());
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String text(BoundedOutput complaint) throws InterruptedException {
        return TOKEN.matcher(new String(complaint.bytes(), StandardCharsets.UTF_8))
                .replaceAll("…")
                .strip();
    }

    /// The `ExecCredential` that a plugin finds in its environment.
    private String information() throws UnreachableException {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("interactive", false);
        if (exec.clusterInfo()) {
            spec.put("cluster", clusterInformation());
        }
        return new JsonMapper()
                .writeValueAsString(Map.of("apiVersion", exec.apiVersion(), "kind", "ExecCredential", "spec", spec));
    }

    private Map<String, @Nullable Object> clusterInformation() throws UnreachableException {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("server", cluster.server());
        if (!cluster.tlsServerName().isEmpty()) {
            told.put("tls-server-name", cluster.tlsServerName());
        }
        if (cluster.insecure()) {
            told.put("insecure-skip-tls-verify", true);
        }
        if (cluster.authority().isPresent()) {
            told.put(
                    "certificate-authority-data",
                    Base64.getEncoder().encodeToString(cluster.authority().bytes()));
        }
        if (!cluster.proxy().isEmpty()) {
            told.put("proxy-url", cluster.proxy());
        }
        if (cluster.execConfig() != null) {
            told.put("config", cluster.execConfig());
        }
        return told;
    }
}
