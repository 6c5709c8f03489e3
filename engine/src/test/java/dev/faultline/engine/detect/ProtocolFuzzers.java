package dev.faultline.engine.detect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A target for each protocol of applications, as Jazzer wants them: a class with `fuzzerTestOneInput`.
public final class ProtocolFuzzers {
    private ProtocolFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("http1", Http1::fuzzerTestOneInput);
        all.put("websocket", WebSocket::fuzzerTestOneInput);
        all.put("http2", Http2::fuzzerTestOneInput);
        all.put("grpc", Grpc::fuzzerTestOneInput);
        all.put("tls", Tls::fuzzerTestOneInput);
        all.put("redis", Redis::fuzzerTestOneInput);
        all.put("postgres", Postgres::fuzzerTestOneInput);
        all.put("mysql", Mysql::fuzzerTestOneInput);
        all.put("kafka", Kafka::fuzzerTestOneInput);
        all.put("amqp", Amqp::fuzzerTestOneInput);
        all.put("mongo", Mongo::fuzzerTestOneInput);
        all.put("dns", Dns::fuzzerTestOneInput);
        all.put("dns-tcp", DnsOverTcp::fuzzerTestOneInput);
        return all;
    }

    /// HTTP/1.0 and 1.1.
    public static final class Http1 {
        private static final StreamFuzzer FUZZER = new StreamFuzzer(
                "GET /a HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        private Http1() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// WebSocket, behind its handshake.
    public static final class WebSocket {
        private static final StreamFuzzer FUZZER = new StreamFuzzer(
                "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

        private WebSocket() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// HTTP/2 with its compressed headers.
    public static final class Http2 {
        private static final StreamFuzzer FUZZER = new StreamFuzzer(
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0\0\0\6\1\5\0\0\0\1\u0082\u0086\u0084A\1h",
                "\0\0\0\4\0\0\0\0\0\0\0\0\4\1\0\0\0\0\0\0\1\1\4\0\0\0\1\u0088");

        private Http2() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// gRPC: a call that is under way.
    public static final class Grpc {
        private static final StreamFuzzer FUZZER = new StreamFuzzer(
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0\0\0\34\1\4\0\0\0\1\u0083\u0086D\4/s/m_\20application/grpc",
                "\0\0\0\4\0\0\0\0\0\0\0\0\4\1\0\0\0\0\0\0\23\1\4\0\0\0\1\u0088_\20application/grpc");

        private Grpc() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// TLS.
    public static final class Tls {
        private static final StreamFuzzer FUZZER =
                new StreamFuzzer("\26\3\1\0-\1\0\0)\3\3" + "r".repeat(32) + "\0\0\2\23\1\1\0");

        private Tls() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// Redis.
    public static final class Redis {
        private static final StreamFuzzer FUZZER = new StreamFuzzer("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", "$3\r\nabc\r\n");

        private Redis() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// PostgreSQL.
    public static final class Postgres {
        private static final StreamFuzzer FUZZER =
                new StreamFuzzer("\0\0\0\20\0\3\0\0user\0u\0\0", "R\0\0\0\10\0\0\0\0Z\0\0\0\5I");

        private Postgres() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// MySQL.
    public static final class Mysql {
        private static final StreamFuzzer FUZZER = new StreamFuzzer(
                "", "\24\0\0\0\n8.0.36\0abcdefghijkl", "\10\0\0\1\5\u00a6\17\0user", "\7\0\0\2\0\0\0\2\0\0\0");

        private Mysql() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// Kafka.
    public static final class Kafka {
        private static final StreamFuzzer FUZZER =
                new StreamFuzzer("\0\0\0\r\0\22\0\2\0\0\0\1\0\3app", "\0\0\0\n\0\0\0\1\0\0\0\0\0\0");

        private Kafka() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// AMQP 0-9-1.
    public static final class Amqp {
        private static final StreamFuzzer FUZZER = new StreamFuzzer(
                "AMQP\0\0\11\1", "\1\0\0\0\0\0\6\0\n\0\n\0\11\u00ce", "\1\0\0\0\0\0\14\0\n\0\37\0\0\0\0\0\0\0\3\u00ce");

        private Amqp() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// MongoDB.
    public static final class Mongo {
        private static final StreamFuzzer FUZZER = new StreamFuzzer(
                ")\0\0\0\1\0\0\0\0\0\0\0\u00dd\7\0\0\0\0\0\0\0\24\0\0\0\20hello\0\1\0\0\0\0",
                "&\0\0\0\2\0\0\0\1\0\0\0\u00dd\7\0\0\0\0\0\0\0\21\0\0\0\1ok\0\0\0\0\0\0\0\0\0\0");

        private Mongo() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// DNS over TCP.
    public static final class DnsOverTcp {
        private static final StreamFuzzer FUZZER = new StreamFuzzer(
                "\0\33\0\1\1\0\0\1\0\0\0\0\0\0\1a\7example\0\0\1\0\1",
                "\0\33\0\1\u0081\u0083\0\1\0\0\0\0\0\0\1a\7example\0\0\1\0\1");

        private DnsOverTcp() {}

        public static void fuzzerTestOneInput(byte[] data) {
            FUZZER.run(data);
        }
    }

    /// DNS over UDP.
    public static final class Dns {
        private Dns() {}

        public static void fuzzerTestOneInput(byte[] data) {
            DatagramFuzzer.run(data);
        }
    }
}
