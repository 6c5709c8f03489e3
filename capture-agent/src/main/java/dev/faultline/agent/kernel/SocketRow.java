package dev.faultline.agent.kernel;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;

/// One TCP socket of the kernel's table, used again for the next.
final class SocketRow {
    /// States as in `include/net/tcp_states.h` of Linux.
    static final int TIME_WAIT = 6;

    static final int CLOSE_WAIT = 8;
    static final int LAST_ACK = 9;
    static final int LISTEN = 10;

    private static final int NAMED = 0x3a;

    boolean six;
    long localHigh;
    long localLow;
    int localPort;
    long remoteHigh;
    long remoteLow;
    int remotePort;
    int state;
    /// What waits to be read; of a listener, how many connections wait to be accepted.
    long receiveQueue;

    private byte[] line = {};
    private int at;
    private int end;

    /// Takes a line of `/proc/net/tcp` or `tcp6`.
    ///
    /// @param text whose bytes from `from` to `to` are the line, without its end
    /// @return whether it is one of a socket
    boolean parse(byte[] text, int from, int to, boolean isSix) {
        line = text;
        at = from;
        end = to;
        six = isSix;
        if (!skipTo(NAMED)) {
            return false;
        }
        at++;
        skipBlanks();
        localHigh = six ? quad() : 0;
        localLow = six ? quad() : word();
        localPort = port();
        skipBlanks();
        remoteHigh = six ? quad() : 0;
        remoteLow = six ? quad() : word();
        remotePort = port();
        skipBlanks();
        state = (int) hex(2);
        skipBlanks();
        hex(8);
        at++;
        receiveQueue = hex(8);
        return at <= end && localPort >= 0 && remotePort >= 0 && state >= 0 && receiveQueue >= 0;
    }

    private boolean skipTo(int wanted) {
        while (at < end && line[at] != wanted) {
            at++;
        }
        return at < end;
    }

    private void skipBlanks() {
        while (at < end && line[at] == ' ') {
            at++;
        }
    }

    private int port() {
        if (at >= end || line[at] != NAMED) {
            return -1;
        }
        at++;
        return (int) hex(4);
    }

    /// Two words of an address, each in the order of the processor's bytes.
    private long quad() {
        long high = word();
        return high << 32 | word();
    }

    /// Four bytes as an address has them. All processors that this program runs on are little-endian.
    private long word() {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) hex(8)));
    }

    /// A number of so many digits, or -1.
    private long hex(int digits) {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < end ? Character.digit(line[at], 16) : -1;
            if (digit < 0) {
                at = end + 1;
                return -1;
            }
            number = number << 4 | digit;
            at++;
        }
        return number;
    }

    Endpoint local() {
        return new Endpoint(address(localHigh, localLow), localPort);
    }

    Endpoint remote() {
        return new Endpoint(address(remoteHigh, remoteLow), remotePort);
    }

    private IpAddress address(long high, long low) {
        boolean mapped = six && high == 0 && low >>> 32 == 0xffff;
        return six && !mapped ? IpAddress.v6(high, low) : IpAddress.v4((int) low);
    }
}
