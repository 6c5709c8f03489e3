package dev.faultline.engine.l7.kafka;

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
import java.util.HashMap;
import java.util.Map;

/// One connection with Kafka. Responses say only which request they answer, so that errors are found by the API
/// and version that was asked.
final class KafkaDialog extends ExchangeDialog {
    private static final int MOST_ASKED = 1000;
    private static final int KEPT = 350;

    private final Map<Integer, Asked> asked = new HashMap<>();

    private record Asked(Transaction request, int api, int version) {}

    KafkaDialog(TcpConnection connection, StreamMemory memory, ExchangeListener listener) {
        super(connection, memory, "Kafka", listener);
        readers(new MessageReader(new Requests(this), memory), new MessageReader(new Responses(this), memory));
    }

    // ----------------------------------------------------------------------------------------------- requests

    private static final class Requests extends Framing<KafkaDialog> {
        Requests(KafkaDialog dialog) {
            super(dialog, true, KafkaTexts.VARIANT_SIZE);
        }

        @Override
        public int header() {
            return Kafka.HEADER;
        }

        @Override
        public long length(MemorySegment bytes, long at) {
            return Kafka.isRequest(bytes, at) ? Octets.i32(bytes, at) + 4L : MALFORMED;
        }

        @Override
        public int kept(MemorySegment bytes, long at, long length) {
            return Octets.u16(bytes, at + 4) == KafkaApi.PRODUCE ? KEPT : Kafka.HEADER;
        }

        @Override
        public void begins(MemorySegment bytes, long at, int available, long length) {
            dialog.request(bytes, at, available);
        }
    }

    private void request(MemorySegment bytes, long at, int available) {
        int api = Octets.u16(bytes, at + 4);
        int version = Octets.u16(bytes, at + 6);
        if (api == KafkaApi.PRODUCE && !isAcknowledged(bytes, at, available, version)) {
            return;
        }
        if (asked.size() >= MOST_ASKED) {
            finished();
            return;
        }
        Transaction request = asked(KafkaApi.name(api), null, KafkaApi.patience(api));
        asked.put(Octets.i32(bytes, at + 8), new Asked(request, api, version));
        if (api == KafkaApi.SASL_HANDSHAKE && version == 0) {
            finished();
        }
    }

    /// Whether a client that sends records wants to hear that they arrived: `acks`, behind the header and the
    /// transactional id.
    private static boolean isAcknowledged(MemorySegment bytes, long at, int available, int version) {
        int next = Kafka.HEADER + Math.max(0, (short) Octets.u16(bytes, at + 12));
        if (KafkaApi.isFlexible(KafkaApi.PRODUCE, version)) {
            // No tagged fields in the header; the length of the id, plus one, in one octet.
            boolean plain = next + 2 <= available && Octets.u8(bytes, at + next) == 0;
            next += plain ? 2 + Math.max(0, Octets.u8(bytes, at + next + 1) - 1) : available;
        } else if (version >= 3) {
            next += next + 2 <= available ? 2 + Math.max(0, (short) Octets.u16(bytes, at + next)) : available;
        }
        return next + 2 > available || Octets.u16(bytes, at + next) != 0;
    }

    // ---------------------------------------------------------------------------------------------- responses

    private static final class Responses extends Framing<KafkaDialog> {
        private static final int HEADER = 8;

        Responses(KafkaDialog dialog) {
            super(dialog, false, KafkaTexts.VARIANT_SIZE);
        }

        @Override
        public int header() {
            return HEADER;
        }

        @Override
        public long length(MemorySegment bytes, long at) {
            int size = Octets.i32(bytes, at);
            return size >= 4 && size <= Kafka.LARGEST ? size + 4L : MALFORMED;
        }

        @Override
        public int kept(MemorySegment bytes, long at, long length) {
            return KEPT;
        }

        @Override
        public void begins(MemorySegment bytes, long at, int available, long length) {
            dialog.response(Octets.i32(bytes, at + 4), bytes, at + HEADER, available - HEADER);
        }
    }

    private void response(int correlation, MemorySegment bytes, long at, int available) {
        Asked answers = asked.remove(correlation);
        if (answers == null) {
            if (isConfirmed() && isSure()) {
                malformed(false, KafkaTexts.VARIANT_CORRELATION, 0);
            }
            return;
        }
        confirmed();
        answered(answers.request);
        boolean tagged = KafkaApi.isFlexible(answers.api, answers.version) && answers.api != KafkaApi.API_VERSIONS;
        int skip = tagged ? 1 : 0;
        int code = code(bytes, at + skip, available - skip, KafkaApi.errorAt(answers.api, answers.version));
        int topics = KafkaApi.topicsAt(answers.api, answers.version);
        if (code == KafkaErrors.NONE && topics != KafkaApi.NONE && skip + topics < available) {
            long list = at + skip + topics;
            int rest = available - skip - topics;
            FirstPartition.Form form = KafkaApi.topics(answers.api, answers.version);
            code = code(bytes, list, rest, FirstPartition.errorAt(bytes, list, rest, form));
        }
        if (KafkaErrors.isError(code)) {
            error(answers.request, code);
        }
    }

    private static int code(MemorySegment bytes, long at, int available, int where) {
        return where != KafkaApi.NONE && where + 2 <= available
                ? (short) Octets.u16(bytes, at + where)
                : KafkaErrors.NONE;
    }

    private void error(Transaction request, int code) {
        report(
                request,
                ReportedError.ofServer(
                        FindingKind.KAFKA_ERROR, KafkaErrors.severity(code), code, KafkaErrors.name(code)));
    }

    @Override
    protected void missing(boolean client, int length) {
        super.missing(client, length);
        if (!isSure()) {
            asked.clear();
        }
    }
}
