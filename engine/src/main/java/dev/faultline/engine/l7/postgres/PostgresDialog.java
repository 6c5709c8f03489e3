package dev.faultline.engine.l7.postgres;

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

/// One connection with PostgreSQL. Of a statement its first word is kept, of errors the code.
final class PostgresDialog extends ExchangeDialog {
    /// Time for the first row: queries that take long are no error.
    private static final long PATIENCE_WITH_QUERIES = TimeUnit.SECONDS.toNanos(30);

    private static final int HEADER = 5;
    private static final int LONGEST = 1 << 30;
    private static final String CLIENT_TYPES = "QPBEDSCHFdcfpX";
    private static final String SERVER_TYPES = "RSKZTDCENA123nstIGHWVvdc";
    private static final String ASIDE = "NASv";

    private boolean started;
    private boolean encryptionAsked;
    private @Nullable String prepared;
    private boolean inBatch;

    PostgresDialog(TcpConnection connection, StreamMemory memory, ExchangeListener listener) {
        super(connection, memory, "PostgreSQL", listener);
        readers(new MessageReader(new Client(this), memory), new MessageReader(new Server(this), memory));
    }

    private static long length(MemorySegment bytes, long at, String types) {
        int length = Octets.i32(bytes, at + 1);
        boolean fits = types.indexOf(Octets.u8(bytes, at)) >= 0 && length >= 4 && length <= LONGEST;
        return fits ? length + 1L : -1;
    }

    // ------------------------------------------------------------------------------------------------- client

    private static final class Client extends Framing<PostgresDialog> {
        private static final int KEPT = 128;

        Client(PostgresDialog dialog) {
            super(dialog, true, PostgresTexts.VARIANT_MESSAGE);
        }

        @Override
        public int header() {
            return dialog.started ? HEADER : Postgres.FIRST_HEADER;
        }

        @Override
        public long length(MemorySegment bytes, long at) {
            return dialog.started ? PostgresDialog.length(bytes, at, CLIENT_TYPES) : Postgres.startLength(bytes, at);
        }

        @Override
        public int kept(MemorySegment bytes, long at, long length) {
            int type = Octets.u8(bytes, at);
            return dialog.started && (type == 'Q' || type == 'P') ? KEPT : header();
        }

        @Override
        public void begins(MemorySegment bytes, long at, int available, long length) {
            if (dialog.started) {
                dialog.message((char) Octets.u8(bytes, at), bytes, at + HEADER, available - HEADER);
            } else {
                dialog.start(Octets.i32(bytes, at + 4));
            }
        }
    }

    private void start(int code) {
        switch (code) {
            case Postgres.SSL, Postgres.GSS -> {
                encryptionAsked = true;
                asked("encryption", null, PATIENCE);
            }
            case Postgres.CANCEL -> {
                goodbye();
                finished();
            }
            default -> {
                started = true;
                asked("startup", null, PATIENCE);
            }
        }
    }

    private void message(char type, MemorySegment bytes, long at, int available) {
        switch (type) {
            case 'Q' -> asked(word(bytes, at, available), null, PATIENCE_WITH_QUERIES);
            case 'F' -> asked("function call", null, PATIENCE_WITH_QUERIES);
            case 'P' -> {
                prepared = statement(bytes, at, available);
                inBatch = true;
            }
            case 'B', 'E', 'D', 'C' -> inBatch = true;
            case 'S' -> sync();
            case 'X' -> goodbye();
            default -> {}
        }
    }

    /// Pipelined messages are answered as one, up to this point.
    private void sync() {
        String method = prepared == null ? "EXECUTE" : prepared;
        asked(inBatch ? method : "SYNC", null, PATIENCE_WITH_QUERIES);
        prepared = null;
        inBatch = false;
    }

    private static String statement(MemorySegment bytes, long at, int available) {
        int name = 0;
        while (name < available && Octets.u8(bytes, at + name) != 0) {
            name++;
        }
        return word(bytes, at + name + 1, available - name - 1);
    }

    /// The first word of a statement.
    private static String word(MemorySegment bytes, long at, int available) {
        int from = 0;
        while (from < available && Octets.u8(bytes, at + from) <= ' ') {
            from++;
        }
        String word = available <= from ? "" : Octets.word(bytes, at + from, Math.min(20, available - from));
        return word.isEmpty() ? "query" : word.toUpperCase(Locale.ROOT);
    }

    // ------------------------------------------------------------------------------------------------- server

    private static final class Server extends Framing<PostgresDialog> {
        private static final int KEPT = 300;
        private static final int ERROR = 'E';

        Server(PostgresDialog dialog) {
            super(dialog, false, PostgresTexts.VARIANT_MESSAGE);
        }

        private boolean isAboutEncryption() {
            return dialog.encryptionAsked;
        }

        @Override
        public int header() {
            return isAboutEncryption() ? 1 : HEADER;
        }

        @Override
        public long length(MemorySegment bytes, long at) {
            if (isAboutEncryption()) {
                return 1;
            }
            return PostgresDialog.length(bytes, at, SERVER_TYPES);
        }

        @Override
        public int kept(MemorySegment bytes, long at, long length) {
            return !isAboutEncryption() && Octets.u8(bytes, at) == ERROR ? KEPT : header();
        }

        @Override
        public void begins(MemorySegment bytes, long at, int available, long length) {
            if (isAboutEncryption()) {
                dialog.encryption(Octets.u8(bytes, at));
            } else {
                dialog.answer((char) Octets.u8(bytes, at), bytes, at + HEADER, available - HEADER);
            }
        }
    }

    /// The server says whether it encrypts: what follows cannot be read then.
    private void encryption(int answer) {
        encryptionAsked = false;
        Transaction request = oldest();
        if (request != null) {
            answered(request);
        }
        if (answer != 'N') {
            finished();
        }
    }

    private void answer(char type, MemorySegment bytes, long at, int available) {
        confirmed();
        Transaction request = oldest();
        if (type == 'E') {
            error(request, bytes, at, available);
        }
        if (type == 'W') {
            finished();
        } else if (request != null && ASIDE.indexOf(type) < 0) {
            answering(request);
            if (type == 'Z') {
                answered(request);
            }
        }
    }

    /// An error is a list of fields, each a letter and a text; `C` is the code.
    private void error(@Nullable Transaction request, MemorySegment bytes, long at, int available) {
        int next = 0;
        while (next < available && Octets.u8(bytes, at + next) != 0) {
            int field = Octets.u8(bytes, at + next++);
            int end = next;
            while (end < available && Octets.u8(bytes, at + end) != 0) {
                end++;
            }
            if (field == 'C' && end - next == 5) {
                String code = Octets.text(bytes, at + next, 5);
                report(
                        request,
                        ReportedError.ofServer(
                                FindingKind.POSTGRES_ERROR,
                                SqlStates.severity(code),
                                code.hashCode(),
                                code,
                                SqlStates.name(code)));
                return;
            }
            next = end + 1;
        }
    }
}
