package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.export.FolderTree;
import dev.faultline.app.k8s.exec.ExecChannel;
import dev.faultline.app.k8s.exec.ExecCommand;
import dev.faultline.app.k8s.exec.ExecEnd;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedState;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Sends the agent into a container that waits for it: what came before a cut is kept there, the whole is
/// checked by its SHA-256. Blocks.
final class AgentDelivery {
    /// One piece is sent, then it is waited for: a WebSocket of the JDK breaks when the far end does not read.
    private static final int PIECE = 256 << 10;

    private static final int STEPS = 10;

    private final KubernetesClient client;
    private final AgentBundle bundle;
    private final AgentSettings settings;
    private final Timing timing;
    private final ScheduledExecutorService watch;
    private int refusals;

    /// @param watch notices silence
    AgentDelivery(
            KubernetesClient client,
            AgentBundle bundle,
            AgentSettings settings,
            Timing timing,
            ScheduledExecutorService watch) {
        this.client = client;
        this.bundle = bundle;
        this.settings = settings;
        this.timing = timing;
        this.watch = watch;
    }

    /// Returns when the agent is there.
    ///
    /// @param progress hears how much of it is there
    /// @throws FeedException when it cannot run there, lasting; or when the link broke
    void deliver(CaptureHost.Place where, Consumer<FeedState> progress) throws FeedException, InterruptedException {
        List<String> found = look(where);
        if (found.contains("ready")) {
            return;
        }
        require(found, "glibc", "delivery.noGlibc");
        require(found, "tools", "delivery.noTools");
        String machine = found.stream()
                .filter(line -> line.startsWith("machine "))
                .map(line -> line.substring("machine ".length()))
                .findFirst()
                .orElse("");
        try {
            Path temporary = Files.createTempDirectory("faultline-agent");
            try {
                send(where, bundle.parcel(machine, found.contains("tar"), temporary), progress);
            } finally {
                FolderTree.remove(temporary);
            }
        } catch (FileNotFoundException e) {
            throw new FeedException(
                    Messages.text("delivery.noBundle", machine, String.valueOf(e.getMessage())), true, e);
        } catch (FeedException e) {
            throw e;
        } catch (IOException e) {
            throw new FeedException(Messages.text("delivery.failed", String.valueOf(e.getMessage())), false, e);
        }
    }

    private void require(List<String> found, String what, String key) throws FeedException {
        if (!found.contains(what)) {
            throw new FeedException(Messages.text(key, settings.baseImage()), true);
        }
    }

    private List<String> look(CaptureHost.Place where) throws FeedException, InterruptedException {
        try (ExecChannel channel = open(where, AgentScripts.look())) {
            ScheduledFuture<?> watching = watch(channel);
            try {
                List<String> lines = lines(channel).lines().toList();
                failIfBroken(channel);
                return lines;
            } finally {
                watching.cancel(false);
            }
        }
    }

    private ExecChannel open(CaptureHost.Place where, List<String> command) throws FeedException, InterruptedException {
        return ClusterExec.open(
                client,
                new ExecCommand(where.namespace(), where.pod(), where.container(), command),
                timing.answer(),
                line -> {});
    }

    private static BufferedReader lines(ExecChannel channel) {
        return new BufferedReader(new InputStreamReader(channel.output(), StandardCharsets.UTF_8));
    }

    /// Whoever waits for a line is released when nothing comes for too long.
    private ScheduledFuture<?> watch(ExecChannel channel) {
        long nanos = timing.beat().toNanos();
        return watch.scheduleAtFixedRate(
                () -> {
                    if (System.nanoTime() - channel.lastSign()
                            > timing.silence().toNanos()) {
                        channel.cut(
                                Messages.text("capture.silent", timing.silence().toSeconds()));
                    }
                },
                nanos,
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private void send(CaptureHost.Place where, AgentBundle.Parcel parcel, Consumer<FeedState> progress)
            throws IOException, InterruptedException {
        try (ExecChannel channel = open(where, AgentScripts.receive(parcel));
                RandomAccessFile file = new RandomAccessFile(parcel.file().toFile(), "r")) {
            ScheduledFuture<?> watching = watch(channel);
            try {
                send(channel, parcel, file, progress);
            } finally {
                watching.cancel(false);
            }
        }
    }

    private void send(
            ExecChannel channel, AgentBundle.Parcel parcel, RandomAccessFile file, Consumer<FeedState> progress)
            throws IOException, InterruptedException {
        BufferedReader said = lines(channel);
        byte[] piece = new byte[PIECE];
        long step = -1;
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            switch (line.strip()) {
                case "done" -> {
                    return;
                }
                case "damaged" -> throw new FeedException(Messages.text("delivery.damaged"), false);
                default -> {
                    long have = number(line);
                    if (have * STEPS / parcel.size() != step) {
                        step = have * STEPS / parcel.size();
                        progress.accept(new FeedState.Uploading(have, parcel.size()));
                    }
                    sendPiece(channel, parcel, file, piece, have);
                }
            }
        }
        failIfBroken(channel);
        refusals++;
        throw new IOException(Messages.text("delivery.ended", String.join(" ", channel.errorLines())));
    }

    /// How often the container did not take the agent, though the link held.
    int refusals() {
        return refusals;
    }

    private static long number(String line) throws IOException {
        try {
            return Long.parseLong(line.replace("have ", "").strip());
        } catch (NumberFormatException e) {
            throw new IOException(Messages.text("delivery.ended", line), e);
        }
    }

    private void sendPiece(
            ExecChannel channel, AgentBundle.Parcel parcel, RandomAccessFile file, byte[] piece, long have)
            throws IOException {
        int count = (int) Math.min(piece.length, parcel.size() - have);
        if (count <= 0) {
            return;
        }
        file.seek(have);
        file.readFully(piece, 0, count);
        byte[] announced = (count + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[announced.length + count];
        System.arraycopy(announced, 0, all, 0, announced.length);
        System.arraycopy(piece, 0, all, announced.length, count);
        channel.send(all, timing.silence());
    }

    private void failIfBroken(ExecChannel channel) throws FeedException {
        CompletableFuture<ExecEnd> end = channel.end();
        ExecEnd how = end.getNow(new ExecEnd.Exited(0));
        switch (how) {
            case ExecEnd.Cut(String why) -> throw new FeedException(why, false);
            case ExecEnd.Failed(String message) ->
                throw new FeedException(Messages.text("delivery.noShell", settings.baseImage(), message), true);
            case ExecEnd.Exited(int code) -> {
                // Its own words tell.
            }
        }
    }
}
