package dev.faultline.app.k8s.testcluster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// One command in a container, as the kubelet runs it: a real process behind a WebSocket.
///
/// The process gets no signal when the client goes: it reads the end of its input and finds its output broken,
/// no more. With v4 its input does not end before.
final class ExecSession {
    private static final int FRAME = 1 << 15;
    private static final byte INPUT = 0;
    private static final byte OUTPUT = 1;
    private static final byte ERROR = 2;
    private static final byte STATUS = 3;
    private static final byte CLOSE = (byte) 255;

    /// What `nsenter` ends with when it cannot run the command.
    private static final int NOT_EXECUTABLE = 126;

    private static final int NOT_FOUND = 127;

    private final Process process;
    private final boolean byRuntime;
    private final ServerWebSocket socket;
    private final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();

    ExecSession(Front.Started started, ServerWebSocket socket) {
        process = started.process();
        byRuntime = started.byRuntime();
        this.socket = socket;
    }

    void start() {
        socket.binaryMessageHandler(message -> receive(message.getBytes()));
        socket.closeHandler(closed -> hangUp());
        socket.exceptionHandler(problem -> hangUp());
        Thread.ofVirtual().start(this::feed);
        Thread out = Thread.ofVirtual().start(() -> pump(process.getInputStream(), OUTPUT));
        Thread err = Thread.ofVirtual().start(() -> pump(process.getErrorStream(), ERROR));
        Thread.ofVirtual().start(() -> finish(out, err));
    }

    private void receive(byte[] message) {
        if (message.length > 1 && message[0] == INPUT) {
            input.add(java.util.Arrays.copyOfRange(message, 1, message.length));
        } else if (message.length == 2 && message[0] == CLOSE && message[1] == INPUT && speaksV5()) {
            input.add(new byte[0]);
        }
    }

    private boolean speaksV5() {
        return String.valueOf(socket.subProtocol()).startsWith("v5");
    }

    private void feed() {
        try (OutputStream to = process.getOutputStream()) {
            for (byte[] bytes = input.take(); bytes.length > 0; bytes = input.take()) {
                to.write(bytes);
                to.flush();
            }
        } catch (IOException e) {
            // The process does not read any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Each message waits until the one before has left: a client that does not read holds the process up.
    private void pump(InputStream from, byte stream) {
        byte[] bytes = new byte[FRAME];
        bytes[0] = stream;
        try (from) {
            for (int count = from.read(bytes, 1, FRAME - 1); count >= 0; count = from.read(bytes, 1, FRAME - 1)) {
                byte[] message = java.util.Arrays.copyOf(bytes, count + 1);
                socket.writeBinaryMessage(Buffer.buffer(message))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
            }
        } catch (IOException | RuntimeException e) {
            // The client has gone: closing the pipe is all the process gets to know.
        }
    }

    private void hangUp() {
        input.add(new byte[0]);
    }

    private void finish(Thread out, Thread err) {
        try {
            int code = process.waitFor();
            out.join();
            err.join();
            Buffer status = Buffer.buffer().appendByte(STATUS).appendString(status(code));
            socket.writeBinaryMessage(status).onComplete(sent -> socket.close((short) 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The client has gone.
        }
    }

    private String status(int code) {
        if (byRuntime && (code == NOT_EXECUTABLE || code == NOT_FOUND)) {
            return "{\"metadata\":{},\"status\":\"Failure\",\"message\":\"exec failed: no such file\","
                    + "\"reason\":\"InternalError\",\"code\":500}";
        }
        return code == 0 ? "{\"metadata\":{},\"status\":\"Success\"}" : """
                  {"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: %d",\
                  "reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"%d"}]}}""".formatted(code, code);
    }
}
