package dev.faultline.engine.l7.mongo;

import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Framing;
import dev.faultline.engine.l7.MessageReader;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.l7.Transaction;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection with MongoDB. Of a command its name and collection are kept, of errors the code.
final class MongoDialog extends ExchangeDialog {
    /// Time for an answer: queries that take long are no error.
    private static final long PATIENCE_WITH_QUERIES = TimeUnit.SECONDS.toNanos(30);

    private static final int MOST_ASKED = 1000;
    private static final int MORE_TO_COME = 2;
    private static final int LONGEST_COLLECTION = 60;

    private final Map<Integer, Transaction> asked = new HashMap<>();
    private final Bson bson = new Bson();
    private final Bson inner = new Bson();
    private final Bson first = new Bson();
    private final MongoError error = new MongoError();

    MongoDialog(TcpConnection connection, StreamMemory memory, ExchangeListener listener) {
        super(connection, memory, "MongoDB", listener);
        readers(
                new MessageReader(new Messages(this, true), memory),
                new MessageReader(new Messages(this, false), memory));
    }

    private static final class Messages extends Framing<MongoDialog> {
        private static final int KEPT = 700;
        private static final int BODY = Mongo.HEADER + 5;

        private final boolean fromClient;

        Messages(MongoDialog dialog, boolean fromClient) {
            super(dialog, fromClient, MongoTexts.VARIANT_MESSAGE);
            this.fromClient = fromClient;
        }

        @Override
        public int header() {
            return Mongo.HEADER;
        }

        @Override
        public long length(MemorySegment bytes, long at) {
            return Mongo.isHeader(bytes, at) ? Octets.i32le(bytes, at) : MALFORMED;
        }

        @Override
        public int kept(MemorySegment bytes, long at, long length) {
            return Octets.i32le(bytes, at + 12) == Mongo.OP_MSG ? KEPT : Mongo.HEADER;
        }

        @Override
        public void begins(MemorySegment bytes, long at, int available, long length) {
            int code = Octets.i32le(bytes, at + 12);
            boolean plain = code == Mongo.OP_MSG && available > BODY;
            int flags = plain ? Octets.i32le(bytes, at + Mongo.HEADER) : 0;
            boolean document = plain
                    && Octets.u8(bytes, at + BODY - 1) == 0
                    && dialog.bson.open(bytes, at + BODY, available - BODY);
            if (!fromClient) {
                dialog.answer(Octets.i32le(bytes, at + 8), document);
            } else if ((flags & MORE_TO_COME) == 0) {
                dialog.command(Octets.i32le(bytes, at + 4), code, document);
            }
        }
    }

    // ----------------------------------------------------------------------------------------------- commands

    private void command(int id, int code, boolean document) {
        String name = code == Mongo.OP_QUERY ? "query" : "command";
        String collection = null;
        // What a compressed message asks for cannot be seen, nor whether it may take its time.
        long patience = code == Mongo.OP_COMPRESSED ? Transaction.ENDLESS : PATIENCE_WITH_QUERIES;
        for (boolean first = true; document && bson.next(); first = false) {
            if (first) {
                name = bson.name();
                collection =
                        bson.isString() && MongoCommands.nameCollection(name) ? bson.word(LONGEST_COLLECTION) : null;
                patience = name.equals("getMore") ? Transaction.ENDLESS : patience;
            } else if (mayTakeLong(bson.name())) {
                patience = Transaction.ENDLESS;
            }
        }
        if (asked.size() >= MOST_ASKED) {
            finished();
            return;
        }
        asked.put(id, asked(name, collection, patience));
    }

    /// A `hello` that waits for news, and cursors that wait for documents.
    private static boolean mayTakeLong(String field) {
        return field.equals("topologyVersion") || field.equals("maxAwaitTimeMS") || field.equals("awaitData");
    }

    // ------------------------------------------------------------------------------------------------ answers

    private void answer(int id, boolean document) {
        confirmed();
        Transaction request = asked.remove(id);
        if (request != null) {
            answered(request);
        }
        if (document) {
            outcome(request);
        }
    }

    /// A command fails as a whole, or some of its writes do, or not enough members have taken them.
    private void outcome(@Nullable Transaction request) {
        boolean failed = false;
        error.clear();
        while (bson.next()) {
            switch (bson.name()) {
                case "ok" -> failed |= bson.number() == 0;
                case "writeErrors" -> {
                    if (inner.open(bson) && inner.next() && first.open(inner)) {
                        error.read(first);
                        failed |= error.isTold();
                    }
                }
                case "writeConcernError" -> {
                    if (inner.open(bson)) {
                        error.read(inner);
                        failed |= error.isTold();
                    }
                }
                default -> error.take(bson);
            }
        }
        if (failed) {
            report(request, error.report());
        }
    }

    @Override
    protected boolean isInOrder() {
        return false;
    }

    @Override
    protected void missing(boolean client, int length) {
        super.missing(client, length);
        if (!isSure()) {
            asked.clear();
        }
    }
}
