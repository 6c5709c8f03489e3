package dev.faultline.app.k8s.exec;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Targets for what a command in a pod writes, as Jazzer wants them.
public final class ErrorLineFuzzers {
    private ErrorLineFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("error-lines", Lines::fuzzerTestOneInput);
        return all;
    }

    /// Standard error, in frames: the first octet says how long they are.
    public static final class Lines {
        private Lines() {}

        public static void fuzzerTestOneInput(byte[] data) {
            if (data.length == 0) {
                return;
            }
            ErrorLines lines = new ErrorLines(line -> {});
            int step = 1 + (data[0] & 0xff);
            for (int at = 1; at < data.length; at += step) {
                lines.add(ByteBuffer.wrap(data, at, Math.min(step, data.length - at)));
            }
            lines.end();
            List<String> last = lines.last();
            if (last.size() > ErrorLines.LINES || last.stream().anyMatch(Lines::isUnfit)) {
                throw new AssertionError(last);
            }
        }

        /// What cannot be shown is written out, with four characters for one.
        private static boolean isUnfit(String line) {
            return line.length() > 4 * ErrorLines.LENGTH || line.chars().anyMatch(Character::isISOControl);
        }
    }
}
