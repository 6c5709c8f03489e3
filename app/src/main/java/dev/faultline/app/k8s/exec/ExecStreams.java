package dev.faultline.app.k8s.exec;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.ClusterProblem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The receiving side of an exec: takes messages apart by their first byte, and asks for the next one only when
/// there is room for it.
final class ExecStreams implements WebSocket.Listener {
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;
    private static final int STATUS = 3;

    private final KubernetesSerialization json;
    private final ErrorLines errors;
    private final FrameStream output = new FrameStream(this::request);
    private final CompletableFuture<ExecEnd> end = new CompletableFuture<>();
    private volatile @Nullable WebSocket socket;
    private volatile long heard = System.nanoTime();

    ExecStreams(KubernetesSerialization json, Consumer<String> errorLine) {
        this.json = json;
        errors = new ErrorLines(errorLine);
    }

    InputStream output() {
        return output;
    }

    boolean hasOutput() {
        return output.available() > 0;
    }

    List<String> errorLines() {
        return errors.last();
    }

    CompletableFuture<ExecEnd> end() {
        return end;
    }

    long lastSign() {
        return output.isPaused() ? System.nanoTime() : heard;
    }

    /// The client asks for the first message by itself.
    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        heard = System.nanoTime();
    }

    private void request() {
        heard = System.nanoTime();
        WebSocket open = socket;
        if (open != null) {
            open.request();
        }
    }

    @Override
    public void onMessage(WebSocket from, ByteBuffer message) {
        heard = System.nanoTime();
        socket = from;
        boolean room = true;
        if (message.hasRemaining()) {
            room = switch (message.get() & 0xFF) {
                case OUTPUT -> output.add(message);
                case ERROR -> {
                    errors.add(message);
                    yield output.hasRoomNow();
                }
                case STATUS -> {
                    ended(status(message));
                    yield true;
                }
                default -> output.hasRoomNow();
            };
        }
        if (room) {
            from.request();
        }
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        from.request();
    }

    @Override
    public void onClose(WebSocket from, int code, String reason) {
        cut(reason == null || reason.isBlank() ? Messages.text("exec.cut") : reason);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        cut(Messages.text("exec.broken", ClusterProblem.words(error)));
    }

    /// Ends it as broken, unless it has ended.
    void cut(String why) {
        ended(new ExecEnd.Cut(why));
    }

    private void ended(ExecEnd how) {
        if (!end.isDone()) {
            errors.end();
        }
        if (end.complete(how)) {
            output.end(how instanceof ExecEnd.Cut(String why) ? why : null);
        }
    }

    private ExecEnd status(ByteBuffer message) {
        String text = StandardCharsets.UTF_8.decode(message).toString();
        Status status;
        try {
            status = json.unmarshal(text, Status.class);
        } catch (RuntimeException e) { // what the deserializer throws on what is no JSON
            return new ExecEnd.Failed(text);
        }
        if ("Success".equals(status.getStatus())) {
            return new ExecEnd.Exited(0);
        }
        return exitCode(status)
                .<ExecEnd>map(ExecEnd.Exited::new)
                .orElseGet(() -> new ExecEnd.Failed(status.getMessage() == null ? text : status.getMessage()));
    }

    private static Optional<Integer> exitCode(Status status) {
        List<StatusCause> causes =
                status.getDetails() == null ? List.of() : status.getDetails().getCauses();
        return causes.stream()
                .filter(cause -> "ExitCode".equals(cause.getReason()))
                .map(cause -> number(cause.getMessage()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
