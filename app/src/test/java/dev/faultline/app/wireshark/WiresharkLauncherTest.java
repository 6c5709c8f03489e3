package dev.faultline.app.wireshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.wireshark.WiresharkFinder.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class WiresharkLauncherTest {
    @TempDir
    private Path root;

    private Path home;
    private Path bin;
    private Path capture;

    @BeforeEach
    void makeFolders() throws IOException {
        home = Files.createDirectories(root.resolve("home"));
        bin = Files.createDirectories(root.resolve("bin"));
        capture = root.resolve("a capture.pcap");
    }

    @Test
    void launcherOpensACaptureAtAFrame() throws IOException {
        Path program = fake(bin.resolve("wireshark"));

        LaunchResult result = launcher(Platform.LINUX, null).open(capture, 12);

        assertThat(result)
                .isEqualTo(new LaunchResult.Started(List.of(program.toString(), "-g", "12", "-r", capture.toString())));
        assertThat(argumentsGivenTo(program)).containsExactly("-g", "12", "-r", capture.toString());
    }

    @Test
    void launcherOpensACaptureWithAFilter() throws IOException {
        Path program = fake(bin.resolve("wireshark"));

        launcher(Platform.LINUX, null).openFiltered(capture, "tcp.stream eq 4", 0);

        assertThat(argumentsGivenTo(program)).containsExactly("-Y", "tcp.stream eq 4", "-r", capture.toString());
    }

    @Test
    void launcherPrefersWhatTheUserChose() throws IOException {
        fake(bin.resolve("wireshark"));
        Path chosen = fake(root.resolve("my wireshark"));

        assertThat(launcher(Platform.LINUX, chosen).open(capture, 0))
                .isEqualTo(new LaunchResult.Started(List.of(chosen.toString(), "-r", capture.toString())));
    }

    @Test
    void launcherHandsTheFileToAFlatpak() throws IOException {
        fake(Files.createDirectories(root.resolve("var/lib/flatpak/exports/bin"))
                .resolve("org.wireshark.Wireshark"));

        LaunchResult result = launcher(Platform.LINUX, null).open(capture, 3);

        assertThat(command(result))
                .containsExactly(
                        "flatpak",
                        "run",
                        "--file-forwarding",
                        "org.wireshark.Wireshark",
                        "-g",
                        "3",
                        "-r",
                        "@@",
                        capture.toString(),
                        "@@");
    }

    @Test
    void launcherFindsAFlatpakOfTheUser() throws IOException {
        fake(Files.createDirectories(home.resolve(".local/share/flatpak/exports/bin"))
                .resolve("org.wireshark.Wireshark"));

        assertThat(command(launcher(Platform.LINUX, null).open(capture, 0))).startsWith("flatpak", "run");
    }

    @Test
    void launcherGivesASnapFilesThatItCanRead() throws IOException {
        Path snap = fake(Files.createDirectories(root.resolve("snap/bin")).resolve("wireshark"));
        WiresharkLauncher launcher = launcher(Platform.LINUX, null);

        assertThat(command(launcher.open(capture, 0))).startsWith(snap.toString());
        assertThat(launcher.temporaryFolder(root)).isEqualTo(home.resolve("snap/wireshark/common"));
    }

    @Test
    void launcherFindsTheApplicationOfMacos() throws IOException {
        Path program = fake(Files.createDirectories(root.resolve("Applications/Wireshark.app/Contents/MacOS"))
                .resolve("Wireshark"));

        assertThat(command(launcher(Platform.MACOS, null).open(capture, 0))).startsWith(program.toString());
    }

    @Test
    void launcherTakesAnApplicationOfMacosForTheProgramInIt() throws IOException {
        Path application = root.resolve("Desktop/Wireshark.app");
        Path program = fake(
                Files.createDirectories(application.resolve("Contents/MacOS")).resolve("Wireshark"));

        assertThat(command(launcher(Platform.MACOS, application).open(capture, 0)))
                .startsWith(program.toString());
    }

    @Test
    void launcherFindsTheInstalledProgramOfWindows() throws IOException {
        Path program =
                fake(Files.createDirectories(root.resolve("Programs/Wireshark")).resolve("Wireshark.exe"));
        Map<String, String> environment =
                Map.of("ProgramFiles", root.resolve("Programs").toString());
        WiresharkLauncher launcher =
                new WiresharkLauncher(new WiresharkFinder(null, environment, Platform.WINDOWS, root));

        assertThat(command(launcher.open(capture, 0))).startsWith(program.toString());
    }

    @Test
    void launcherSaysWhereItLookedWhenThereIsNoWireshark() {
        LaunchResult result = launcher(Platform.LINUX, root.resolve("gone")).open(capture, 1);

        assertThat(result)
                .isInstanceOfSatisfying(
                        LaunchResult.NotFound.class,
                        notFound -> assertThat(notFound.searched())
                                .startsWith(root.resolve("gone").toString())
                                .contains(bin.resolve("wireshark").toString())
                                .contains(root.resolve("snap/bin/wireshark").toString()));
        assertThat(launcher(Platform.LINUX, null).temporaryFolder(root)).isEqualTo(root);
    }

    @Test
    void launcherSaysWhyItDidNotStart() throws IOException {
        Path broken = Files.writeString(bin.resolve("wireshark"), "#!/no/such/interpreter\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        assertThat(launcher(Platform.LINUX, null).open(capture, 1)).isInstanceOf(LaunchResult.Failed.class);
    }

    private WiresharkLauncher launcher(Platform platform, @Nullable Path configured) {
        Map<String, String> environment = Map.of("PATH", root.resolve("none") + ":" + bin, "HOME", home.toString());
        return new WiresharkLauncher(new WiresharkFinder(configured, environment, platform, root));
    }

    private static List<String> command(LaunchResult result) {
        return switch (result) {
            case LaunchResult.Started(List<String> command) -> command;
            case LaunchResult.Failed(List<String> command, String reason) -> command;
            case LaunchResult.NotFound(List<String> searched) -> List.of();
        };
    }

    private static Path fake(Path program) throws IOException {
        Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$0.arguments\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private static List<String> argumentsGivenTo(Path program) throws IOException {
        ProcessHandle.current().children().forEach(child -> child.onExit().join());
        return Files.readAllLines(program.resolveSibling(program.getFileName() + ".arguments"));
    }
}
