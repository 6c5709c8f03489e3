package dev.faultline.app.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The agent with its own runtime, packed, to run on this machine, or to be sent to where its image cannot be
/// had: one file for each kind of machine, `faultline-agent-linux-x64.tar.gz` and `-arm64`.
///
/// @param folders where such files may be, the best first
public record AgentBundle(List<Path> folders) {
    /// None is there.
    public static final AgentBundle NONE = new AgentBundle(List.of());

    private static final Map<String, String> MACHINES = Map.of("x86_64", "x64", "aarch64", "arm64");

    /// Copies `folders`.
    public AgentBundle {
        folders = List.copyOf(folders);
    }

    /// A file that is sent, and the shell commands that unpack it from their standard input.
    ///
    /// @param sha256 in hexadecimal digits
    public record Parcel(Path file, long size, String sha256, String unpacking) {}

    /// Whether there is one for any machine.
    public boolean isThere() {
        return MACHINES.keySet().stream().anyMatch(machine -> find(machine).isPresent());
    }

    /// Whether there is one for this machine.
    public boolean isThereForThisMachine() {
        return System.getProperty("os.name", "").equals("Linux")
                && find(thisMachine()).isPresent();
    }

    private static String thisMachine() {
        String machine = System.getProperty("os.arch", "");
        return machine.equals("amd64") ? "x86_64" : machine;
    }

    /// Unpacks the one for this machine. Blocks.
    ///
    /// @param folder that exists; the agent lies in it as `faultline-agent`
    /// @return the program
    /// @throws IOException when there is none, or it cannot be unpacked
    public Path unpack(Path folder) throws IOException, InterruptedException {
        Path packed = find(thisMachine()).orElseThrow(() -> new FileNotFoundException(name(thisMachine())));
        Path said = folder.resolve("tar.log");
        Process tar = new ProcessBuilder("tar", "-xzf", packed.toString(), "-C", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (tar.waitFor() != 0) {
                throw new IOException(Files.readString(said).strip());
            }
        } finally {
            tar.destroy();
        }
        return folder.resolve("faultline-agent/bin/faultline-agent");
    }

    private Optional<Path> find(String machine) {
        String name = name(machine);
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static String name(String machine) {
        return "faultline-agent-linux-" + MACHINES.getOrDefault(machine, machine) + ".tar.gz";
    }

    /// What is sent to a machine.
    ///
    /// @param machine as `uname -m` calls it
    /// @param hasTar whether there is `tar` with `gzip` there; else it is sent unpacked, file behind file
    /// @param temporary folder for the unpacked form
    /// @throws FileNotFoundException when there is none for such a machine; its message is the name of the file
    public Parcel parcel(String machine, boolean hasTar, Path temporary) throws IOException {
        Path packed = find(machine).orElseThrow(() -> new FileNotFoundException(name(machine)));
        if (hasTar) {
            return parcel(packed, "exec tar -xzf -");
        }
        Path unpacked = temporary.resolve("faultline-agent.files");
        String commands;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), 1 << 16);
                OutputStream out = Files.newOutputStream(unpacked)) {
            commands = new TarUnpacking(in, out).commands();
        }
        return parcel(unpacked, commands);
    }

    private static Parcel parcel(Path file, String unpacking) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new Parcel(file, size, HexFormat.of().formatHex(digest.digest()), unpacking);
        }
    }
}
