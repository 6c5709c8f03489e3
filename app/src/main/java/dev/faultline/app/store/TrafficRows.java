package dev.faultline.app.store;

import dev.faultline.engine.pipeline.Traffic;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Traffic as rows of the table `traffic`.
final class TrafficRows {
    private static final int LONGEST_NUMBER = 10;
    private static final int GROUP = 7;
    private static final int MORE = 0x80;

    private TrafficRows() {}

    /// Stores what a capture has until now, in place of what was known before.
    static void store(Connection connection, long session, int capture, Traffic traffic) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO traffic (session, capture, bucket, buckets) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET bucket = excluded.bucket, buckets = excluded.buckets",
                session,
                capture,
                traffic.bucketNanos(),
                bytes(traffic));
    }

    /// The traffic of each file of a session that has some.
    static List<Traffic> load(Connection connection, long session) throws SQLException {
        return Sql.list(
                connection,
                "SELECT bucket, buckets FROM traffic WHERE session = ? ORDER BY capture",
                List.of(session),
                TrafficRows::traffic);
    }

    private static byte[] bytes(Traffic traffic) {
        ByteBuffer buffer =
                ByteBuffer.allocate(3 * LONGEST_NUMBER * traffic.buckets().size());
        long before = 0;
        for (Traffic.Bucket bucket : traffic.buckets()) {
            long number = bucket.start() / traffic.bucketNanos();
            put(buffer, number - before);
            put(buffer, bucket.packets());
            put(buffer, bucket.bytes());
            before = number;
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /// What is damaged ends where the damage begins.
    private static Traffic traffic(ResultSet row) throws SQLException {
        long length = row.getLong("bucket");
        ByteBuffer buffer = ByteBuffer.wrap(row.getBytes("buckets"));
        List<Traffic.Bucket> buckets = new ArrayList<>();
        long number = 0;
        try {
            while (buffer.hasRemaining()) {
                number += get(buffer);
                buckets.add(new Traffic.Bucket(number * length, get(buffer), get(buffer)));
            }
        } catch (BufferUnderflowException _) {
            return new Traffic(length, buckets, List.of());
        }
        return new Traffic(length, buckets, List.of());
    }

    private static void put(ByteBuffer buffer, long number) {
        long left = number;
        while ((left & -MORE) != 0) {
            buffer.put((byte) (left & MORE - 1 | MORE));
            left >>>= GROUP;
        }
        buffer.put((byte) left);
    }

    private static long get(ByteBuffer buffer) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += GROUP) {
            byte group = buffer.get();
            number |= (long) (group & MORE - 1) << shift;
            if (group >= 0) {
                return number;
            }
        }
        return number;
    }
}
