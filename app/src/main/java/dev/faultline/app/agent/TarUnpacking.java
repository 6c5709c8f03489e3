package dev.faultline.app.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Turns a tar archive (POSIX ustar, with GNU's long names) into the contents of its files, one behind the
/// other, and the shell commands that make the files again from that: for images without `tar`.
final class TarUnpacking {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int PREFIX = 345;
    private static final int PREFIX_BYTES = 155;

    private final InputStream in;
    private final OutputStream out;
    private final StringBuilder commands = new StringBuilder("set -e\n");

    /// @param in the archive, not compressed
    /// @param out takes the contents
    TarUnpacking(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /// Reads the archive to its end, and gives the commands.
    ///
    /// @throws IOException when it is no archive, or damaged
    String commands() throws IOException {
        String longName = "";
        byte[] header = block();
        while (header[0] != 0) {
            long size = octal(header, SIZE, 12);
            if (header[TYPE] == 'L') {
                longName = text(contents(size), 0, (int) size);
            } else {
                String name = longName.isEmpty() ? name(header) : longName;
                longName = "";
                entry(header, name, size);
            }
            header = block();
        }
        return commands.toString();
    }

    private void entry(byte[] header, String name, long size) throws IOException {
        String path = quoted(name);
        switch (header[TYPE]) {
            case '5' -> commands.append("mkdir -p ").append(path).append('\n');
            case '2' ->
                commands.append("ln -sf ")
                        .append(quoted(text(header, LINK, NAME_BYTES)))
                        .append(' ')
                        .append(path)
                        .append('\n');
            case '0', 0 -> {
                if (size > 0) {
                    commands.append("head -c ").append(size).append(" >");
                    copy(size);
                } else {
                    commands.append(": >");
                }
                commands.append(path).append('\n');
                if ((octal(header, MODE, 8) & 0100) != 0) {
                    commands.append("chmod 755 ").append(path).append('\n');
                }
            }
            default -> throw new IOException("an entry of type " + (char) header[TYPE] + " in the archive: " + name);
        }
    }

    private void copy(long size) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = size;
        while (left > 0) {
            int count = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
            if (count == 0) {
                throw new EOFException("the archive ends inside a file");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        in.skipNBytes(padding(size));
    }

    private byte[] contents(long size) throws IOException {
        if (size > 1 << 16) {
            throw new IOException("a name of " + size + " bytes in the archive");
        }
        byte[] bytes = in.readNBytes((int) size);
        in.skipNBytes(padding(size));
        return bytes;
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw new EOFException("the archive has no end");
        }
        return block;
    }

    private static String name(byte[] header) {
        String prefix = header[257] == 'u' && header[263] == '0' ? text(header, PREFIX, PREFIX_BYTES) : "";
        String name = text(header, 0, NAME_BYTES);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from, int most) {
        int end = from;
        while (end < from + most && end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int most) throws IOException {
        String digits = text(header, from, most).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("no archive: " + digits + " for a number", e);
        }
    }

    private static String quoted(String path) {
        return "'" + path.replace("'", "'\\''") + "'";
    }
}
