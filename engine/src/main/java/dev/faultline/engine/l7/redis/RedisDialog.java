package dev.faultline.engine.l7.redis;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.ReportedError;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.l7.Transaction;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One connection with Redis. Of commands the name is kept, of errors the code: neither keys nor values, nor
/// what AUTH carries.
final class RedisDialog extends ExchangeDialog {
    private static final Set<String> WAIT = Set.of(
            "BLPOP", "BRPOP", "BRPOPLPUSH", "BLMOVE", "BLMPOP", "BZPOPMIN", "BZPOPMAX", "BZMPOP", "WAIT", "WAITAOF");
    private static final Set<String> STREAM =
            Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE");
    private static final Set<String> REPLICATE = Set.of("PSYNC", "SYNC");
    private static final Set<String> FAILURES = Set.of(
            "LOADING",
            "MASTERDOWN",
            "OOM",
            "READONLY",
            "MISCONF",
            "CLUSTERDOWN",
            "BUSY",
            "NOREPLICAS",
            "TRYAGAIN",
            "NOAUTH",
            "WRONGPASS",
            "NOPERM",
            "DENIED",
            "UNKILLABLE",
            "NOMASTERLINK",
            "INPROG");

    private String command = "";
    private boolean waits;
    /// Replies no longer follow commands one by one.
    private boolean streams;

    RedisDialog(TcpConnection connection, StreamMemory memory, ExchangeListener listener) {
        super(connection, memory, "Redis", listener);
        readers(new RespReader(new Commands(), true), new RespReader(new Replies(), false));
    }

    private final class Commands implements RespListener {
        @Override
        public void begins(char type) {
            command = "";
            waits = false;
        }

        @Override
        public void bulk(int index, MemorySegment bytes, long at, int available, long length) {
            if (index == 1) {
                command = Octets.word(bytes, at, available).toUpperCase(Locale.ROOT);
            } else if (length == 5 && command.startsWith("XREAD")) {
                waits |= Octets.text(bytes, at, available).equalsIgnoreCase("BLOCK");
            } else if (index == 2 && command.equals("CLIENT") && length == 5) {
                streams |= Octets.text(bytes, at, available).equalsIgnoreCase("REPLY");
            }
        }

        @Override
        public void error(String code) {}

        @Override
        public void ends(char type) {
            boolean named = !command.isEmpty() || type == ' ';
            if (!named) {
                return;
            }
            streams |= STREAM.contains(command);
            if (REPLICATE.contains(command)) {
                finished();
            } else if (streams) {
                forgetAll();
            } else {
                boolean patient = waits || WAIT.contains(command);
                asked(type == ' ' ? "inline" : command, null, patient ? Transaction.ENDLESS : PATIENCE);
            }
        }

        @Override
        public void malformed(long offset) {
            RedisDialog.this.malformed(true, RedisTexts.VARIANT_COMMAND, offset);
        }

        @Override
        public boolean isDone() {
            return isFinished();
        }
    }

    private final class Replies implements RespListener {
        private @Nullable Transaction request;

        @Override
        public void begins(char type) {
            request = type == '>' || streams ? null : oldest();
            if (request != null) {
                answering(request);
            }
        }

        @Override
        public void bulk(int index, MemorySegment bytes, long at, int available, long length) {}

        @Override
        public void error(String code) {
            if (code.isEmpty()) {
                return;
            }
            Severity severity = FAILURES.contains(code) ? Severity.WARNING : Severity.NOTICE;
            Blame blame = severity == Severity.WARNING ? Blame.DST : Blame.UNKNOWN;
            report(request, new ReportedError(FindingKind.REDIS_ERROR, severity, blame, code.hashCode(), code, code));
        }

        @Override
        public void ends(char type) {
            confirmed();
            Transaction answered = request;
            if (answered != null) {
                answered(answered);
            } else if (type != '>' && type != '-' && !streams) {
                unrequested();
            }
        }

        @Override
        public void malformed(long offset) {
            RedisDialog.this.malformed(false, RedisTexts.VARIANT_REPLY, offset);
        }

        @Override
        public boolean isDone() {
            return isFinished();
        }
    }
}
