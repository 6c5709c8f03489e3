package dev.faultline.app.live.local;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedConnection;
import dev.faultline.app.live.FeedEnd;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/// Packets from a capturing process on this machine. It runs under a shell that reads its standard input and
/// ends the process when that ends.
final class LocalConnection implements FeedConnection {
    /// Runs the command that follows until standard input ends.
    static final List<String> SUPERVISED = List.of("/bin/sh", "-c", """
            exec 3<&0
            "$@" 3<&- </dev/null & child=$!
            (cat <&3; kill -TERM $child) >/dev/null 2>&1 & watch=$!
            exec 3<&-
            wait $child; status=$?
            kill $watch 2>/dev/null
            exit $status
            """, "faultline-capture");

    private final CaptureTool tool;
    private final SupervisedProcess process;

    LocalConnection(CaptureTool tool, SupervisedProcess process) {
        this.tool = tool;
        this.process = process;
    }

    @Override
    public InputStream packets() {
        return process.output();
    }

    @Override
    public Duration clockOffset() {
        return Duration.ZERO;
    }

    /// A process of this machine lives until its stream ends.
    @Override
    public long lastSign() {
        return System.nanoTime();
    }

    @Override
    public FeedEnd end() {
        String last;
        try {
            last = process.lastWords();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            last = process.words();
        }
        boolean closed = process.isClosed();
        String why = closed ? "" : Messages.text("local.ended", last);
        return new FeedEnd(closed, why, tool.captured(last), tool.droppedByKernel(last), tool.droppedByInterface(last));
    }

    @Override
    public void close() {
        process.close();
    }
}
