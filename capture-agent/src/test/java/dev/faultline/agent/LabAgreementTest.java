package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.protocol.v1.Beat;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.FromAgent.MessageCase;
import dev.faultline.protocol.v1.ToAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The lab's scenarios, with real kernels: what the agent finds while they run, and tells through an
/// attachment, is what the analysis of tcpdump's capture of the same run finds. Needs root; took eight minutes
/// on a busy machine of two processors. `-Dlab.scenarios=NAME,…` chooses some.
@Tag("lab")
@EnabledOnOs(OS.LINUX)
@Timeout(900)
class LabAgreementTest {
    private static final Path LAB = Path.of("../lab/netlab.sh");
    /// Names of scenarios, with commas between; all when none is named.
    private static final List<String> SCENARIOS = Stream.of(
                    System.getProperty("lab.scenarios", "").split(",", -1))
            .filter(name -> !name.isBlank())
            .toList();
    /// What the lab ends with where it lacks tools or may not make namespaces.
    private static final int NOT_HERE = 2;

    @TempDir
    Path folder;

    private final Map<String, Map<String, Finding>> told = new ConcurrentHashMap<>();
    private final Map<String, Thread> listeners = new HashMap<>();

    @Test
    void agentFindsWhatTheCaptureOfTheSameRunShows() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        String agent = String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName());
        List<String> command = new ArrayList<>(List.of(
                LAB.toAbsolutePath().toString(), "-j", "3", "-o", folder.toString(), "--no-verify", "--agent", agent));
        command.addAll(SCENARIOS);
        Process lab = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("lab.log").toFile())
                .start();
        while (!lab.waitFor(20, TimeUnit.MILLISECONDS)) {
            joinNew();
        }
        for (Thread listener : listeners.values()) {
            listener.join();
        }

        String log = Files.readString(folder.resolve("lab.log"));
        assumeTrue(lab.exitValue() != NOT_HERE || !told.isEmpty(), log);
        assertThat(lab.exitValue()).as(log).isZero();
        if (SCENARIOS.isEmpty()) {
            assertThat(told).hasSizeGreaterThan(30);
        } else {
            assertThat(told).containsOnlyKeys(SCENARIOS);
        }
        Map<String, SortedSet<String>> live = new TreeMap<>();
        Map<String, SortedSet<String>> later = new TreeMap<>();
        for (String scenario : told.keySet()) {
            live.put(scenario, words(told.get(scenario).values()));
            later.put(scenario, words(analysed(folder.resolve(scenario + ".pcap"))));
        }
        assertThat(live).isEqualTo(later);
    }

    private void joinNew() throws IOException {
        try (DirectoryStream<Path> scenarios = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path scenario : scenarios) {
                String name = String.valueOf(scenario.getFileName());
                if (!listeners.containsKey(name) && isListening(scenario.resolve("socket"))) {
                    listeners.put(name, Thread.ofPlatform().start(() -> listen(name)));
                }
            }
        }
    }

    /// The file is there a moment before anybody listens.
    private static boolean isListening(Path socket) {
        try (SocketChannel tried = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return tried.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void listen(String scenario) {
        try {
            Pipe toDesktop = Pipe.open();
            Pipe fromDesktop = Pipe.open();
            OutputStream heard = Channels.newOutputStream(toDesktop.sink());
            Attachment attachment = new Attachment(
                    folder.resolve(scenario).resolve("socket"),
                    Channels.newInputStream(fromDesktop.source()),
                    heard,
                    Duration.ofMinutes(10));
            Thread carrying = Thread.ofPlatform().daemon().start(() -> carry(attachment, heard));
            TestDesktop desktop = new TestDesktop(
                    Channels.newInputStream(toDesktop.source()), Channels.newOutputStream(fromDesktop.sink()));
            desktop.hello(DesktopHello.newBuilder().addCapabilities("evidence"));
            desktop.next(MessageCase.HELLO);
            Files.createFile(folder.resolve(scenario + ".joined"));
            Thread alive = Thread.ofPlatform().daemon().start(() -> beat(desktop));
            told.put(scenario, desktop.findings());
            alive.interrupt();
            carrying.join();
        } catch (IOException e) {
            throw new IllegalStateException(scenario, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void beat(TestDesktop desktop) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                desktop.send(
                        ToAgent.newBuilder().setBeat(Beat.getDefaultInstance()).build());
                TimeUnit.SECONDS.sleep(2);
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void carry(Attachment attachment, OutputStream heard) {
        try (heard) {
            attachment.carry();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Collection<Finding> analysed(Path capture) throws IOException {
        Map<String, Finding> findings = new HashMap<>();
        try (CaptureSource source = CaptureFiles.open(capture, Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("lab"), finding -> findings.put(finding.id(), finding));
        }
        return findings.values();
    }

    /// Findings as far as they must be equal: not what the kernel alone told, nor what is about the capture.
    private static SortedSet<String> words(Collection<Finding> findings) {
        SortedSet<String> words = new TreeSet<>();
        for (Finding finding : findings) {
            if (finding.kind().findingClass() != FindingClass.CAPTURE
                    && !finding.kind().id().startsWith("kernel.")) {
                words.add(finding.kind().id() + " " + finding.src() + " > " + finding.dst());
            }
        }
        return words;
    }
}
