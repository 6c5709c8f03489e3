package dev.faultline.engine.l7.mysql;

import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Framing;
import dev.faultline.engine.l7.MessageReader;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.ReportedError;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.l7.Transaction;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection with MySQL. Client and server take turns, so that a command has its answer before the next
/// one. Of a statement its first word is kept, of errors the number.
final class MysqlDialog extends ExchangeDialog {
    /// Time for the first packet of an answer: queries that take long are no error.
    private static final long PATIENCE_WITH_QUERIES = TimeUnit.SECONDS.toNanos(30);

    private static final int COMPRESS = 0x20;
    private static final int SSL = 0x800;
    private static final int KEPT = 64;

    private boolean greeted;
    private boolean loggedIn;
    private boolean compresses;
    private int next;

    MysqlDialog(TcpConnection connection, StreamMemory memory, ExchangeListener listener) {
        super(connection, memory, "MySQL", listener);
        readers(
                new MessageReader(new Packets(this, true), memory),
                new MessageReader(new Packets(this, false), memory));
    }

    private static final class Packets extends Framing<MysqlDialog> {
        private final boolean fromClient;

        Packets(MysqlDialog dialog, boolean fromClient) {
            super(dialog, fromClient, MysqlTexts.VARIANT_SEQUENCE);
            this.fromClient = fromClient;
        }

        @Override
        public int header() {
            return Mysql.HEADER;
        }

        @Override
        public long length(MemorySegment bytes, long at) {
            int sequence = Octets.u8(bytes, at + 3);
            boolean fits = sequence == dialog.next || fromClient && sequence == 0;
            return fits ? Mysql.HEADER + (long) Octets.u24le(bytes, at) : MALFORMED;
        }

        @Override
        public int kept(MemorySegment bytes, long at, long length) {
            return KEPT;
        }

        @Override
        public void begins(MemorySegment bytes, long at, int available, long length) {
            int sequence = Octets.u8(bytes, at + 3);
            dialog.next = sequence + 1 & 0xff;
            long from = at + Mysql.HEADER;
            int size = available - Mysql.HEADER;
            if (!fromClient) {
                dialog.answer(bytes, from, size);
            } else if (!dialog.loggedIn) {
                dialog.login(sequence, bytes, from, size);
            } else if (sequence == 0 && size > 0) {
                dialog.command(bytes, from, size);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------- client

    private void login(int sequence, MemorySegment bytes, long at, int size) {
        if (sequence != 1 || size < 4) {
            return;
        }
        int capabilities = Octets.i32le(bytes, at);
        compresses = (capabilities & COMPRESS) != 0;
        if ((capabilities & SSL) != 0) {
            finished();
        } else {
            asked("login", null, PATIENCE);
        }
    }

    private void command(MemorySegment bytes, long at, int size) {
        switch (Octets.u8(bytes, at)) {
            case 0x01 -> goodbye();
            case 0x02 -> asked("INIT_DB", null, PATIENCE);
            case 0x03 -> asked(word(bytes, at + 1, size - 1), null, PATIENCE_WITH_QUERIES);
            case 0x0e -> asked("PING", null, PATIENCE);
            case 0x11 -> asked("CHANGE_USER", null, PATIENCE);
            case 0x16 -> asked("PREPARE " + word(bytes, at + 1, size - 1), null, PATIENCE_WITH_QUERIES);
            case 0x17 -> asked("EXECUTE", null, PATIENCE_WITH_QUERIES);
            case 0x18, 0x19 -> {} // STMT_SEND_LONG_DATA and STMT_CLOSE have no answer
            case 0x12, 0x1e -> finished(); // BINLOG_DUMP: a stream of events
            default -> asked("command " + Octets.u8(bytes, at), null, PATIENCE_WITH_QUERIES);
        }
    }

    /// The first word of a statement.
    private static String word(MemorySegment bytes, long at, int size) {
        int from = 0;
        while (from < size && Octets.u8(bytes, at + from) <= ' ') {
            from++;
        }
        String word = size <= from ? "" : Octets.word(bytes, at + from, Math.min(20, size - from));
        return word.isEmpty() ? "query" : word.toUpperCase(Locale.ROOT);
    }

    // ------------------------------------------------------------------------------------------------- server

    private void answer(MemorySegment bytes, long at, int size) {
        Transaction request = oldest();
        int first = size > 0 ? Octets.u8(bytes, at) : -1;
        if (first == Mysql.ERROR && size >= 3 && (!greeted || size >= 9 && Octets.u8(bytes, at + 3) == '#')) {
            error(request, Octets.u16le(bytes, at + 1));
        }
        if (!greeted) {
            greeted = true;
            return;
        }
        confirmed();
        if (request != null) {
            answered(request);
        }
        if (!loggedIn && first == 0) {
            loggedIn = true;
            if (compresses) {
                finished();
            }
        }
    }

    private void error(@Nullable Transaction request, int number) {
        report(
                request,
                ReportedError.ofServer(
                        FindingKind.MYSQL_ERROR, MysqlErrors.severity(number), number, MysqlErrors.name(number)));
    }

    @Override
    protected void missing(boolean client, int length) {
        super.missing(client, length);
        if (!isSure()) {
            finished();
        }
    }
}
