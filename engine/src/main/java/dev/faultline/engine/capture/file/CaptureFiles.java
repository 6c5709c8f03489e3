package dev.faultline.engine.capture.file;

import static java.nio.file.StandardOpenOption.READ;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.common.Limits;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Opens capture files and streams by what is in them, never by their name: pcap in all its forms, pcapng, ERF;
/// plain, or compressed by gzip, bzip2, xz, zstd or lz4.
public final class CaptureFiles {
    private CaptureFiles() {}

    /// Opens a file. What is no regular file, such as a named pipe, is read as a stream that may still grow.
    ///
    /// Interrupting a thread that reads a file closes it, so cancel between batches instead.
    ///
    /// @throws UnreadableCaptureException when it is no capture of a known format; says what was found and
    /// where
    /// @throws IOException when the file cannot be read; says why and what to do
    public static CaptureSource open(Path file, Limits limits) throws IOException {
        return source(file, limits);
    }

    /// Opens a stream, such as standard input, that may still grow. Closing the source closes the stream.
    ///
    /// Packets are handed out as soon as they have come; `stream` tells by `available()` whether there are
    /// more.
    ///
    /// @param name for messages
    /// @throws UnreadableCaptureException when it is no capture of a known format
    public static CaptureSource open(InputStream stream, String name, Limits limits) throws IOException {
        return new CaptureOpening(name, limits).stream(stream);
    }

    static RecordSource source(Path file, Limits limits) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, Texts.text("file.directory"));
        }
        try {
            return opened(file, limits);
        } catch (NoSuchFileException e) {
            throw explained(new NoSuchFileException(file.toString(), null, Texts.text("file.missing")), e);
        } catch (AccessDeniedException e) {
            throw explained(new AccessDeniedException(file.toString(), null, Texts.text("file.denied")), e);
        }
    }

    private static RecordSource opened(Path file, Limits limits) throws IOException {
        CaptureOpening opening = new CaptureOpening(file.toString(), limits);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return opening.stream(new FileInputStream(file.toFile()));
        }
        FileChannel channel = FileChannel.open(file, READ);
        try {
            return opening.file(channel, Channels.newInputStream(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static IOException explained(IOException explanation, IOException cause) {
        explanation.initCause(cause);
        return explanation;
    }
}
