package dev.faultline.app.k8s.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What tcpdump, and the script around it, say on standard error: that it listens, what it counted, the time
/// there, and what went wrong. Fed by one thread, asked by any.
final class TcpdumpReport {
    private static final Pattern COUNT =
            Pattern.compile("(\\d+) packets? (captured|dropped by kernel|dropped by interface)");
    private static final Pattern TIME = Pattern.compile("faultline: time (\\d{10,19})\\D?.*");
    private static final Pattern REMARK =
            Pattern.compile("(?:tcpdump: )?(?:\\d+ packets? .*|data link type .*|verbose output .*)");
    private static final int SECOND_DIGITS = 10;
    private static final int LINES = 5;

    private final CountDownLatch ready = new CountDownLatch(2);
    private final Deque<String> trouble = new ArrayDeque<>();
    private volatile long captured = -1;
    private volatile long droppedByKernel = -1;
    private volatile long droppedByInterface = -1;
    private volatile Duration clockOffset = Duration.ZERO;
    private boolean clockKnown;

    /// Takes a line.
    ///
    /// @param now time of this machine
    void line(String line, Instant now) {
        if (line.equals("faultline: ready") || line.contains("listening on ")) {
            ready.countDown();
            return;
        }
        Matcher time = TIME.matcher(line);
        if (time.matches()) {
            time(time.group(1), now);
            return;
        }
        if (!count(line) && !REMARK.matcher(line).matches()) {
            trouble(line);
        }
    }

    private void trouble(String line) {
        synchronized (trouble) {
            if (trouble.size() == LINES) {
                trouble.removeFirst();
            }
            trouble.addLast(line);
        }
    }

    private boolean count(String line) {
        Matcher matcher = COUNT.matcher(line);
        boolean found = false;
        while (matcher.find()) {
            found = true;
            long number = parse(matcher.group(1));
            switch (matcher.group(2)) {
                case "captured" -> captured = number;
                case "dropped by kernel" -> droppedByKernel = number;
                default -> droppedByInterface = number;
            }
        }
        return found;
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /// A line takes some time to come, so the largest difference seen is the nearest to the truth. Where `date`
    /// knows no nanoseconds, half a second is added: the mean of what is missing.
    private void time(String digits, Instant now) {
        Instant there = digits.length() > SECOND_DIGITS + 3
                ? Instant.ofEpochSecond(0, parse((digits + "000000000").substring(0, SECOND_DIGITS + 9)))
                : Instant.ofEpochSecond(parse(digits.substring(0, SECOND_DIGITS)))
                        .plusMillis(500);
        Duration difference = Duration.between(now, there);
        if (!clockKnown || difference.compareTo(clockOffset) > 0) {
            clockKnown = true;
            clockOffset = difference;
        }
    }

    /// Counts down to zero when tcpdump listens and the watchdog watches it.
    CountDownLatch ready() {
        return ready;
    }

    /// The far clock minus this machine's.
    Duration clockOffset() {
        return clockOffset;
    }

    long captured() {
        return captured;
    }

    long droppedByKernel() {
        return droppedByKernel;
    }

    long droppedByInterface() {
        return droppedByInterface;
    }

    /// What went wrong, in tcpdump's words; empty when nothing did.
    String trouble() {
        synchronized (trouble) {
            return trouble.stream().collect(Collectors.joining(" / "));
        }
    }
}
