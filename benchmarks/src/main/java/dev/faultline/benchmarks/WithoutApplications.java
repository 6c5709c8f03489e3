package dev.faultline.benchmarks;

import dev.faultline.engine.packet.Checksum;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpContent;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;

/// Passes on all that happens to connections but for what they carry, which nobody reads.
final class WithoutApplications implements TcpObserver {
    private final TcpObserver detectors;

    WithoutApplications(TcpObserver detectors) {
        this.detectors = detectors;
    }

    @Override
    public void onSegment(TcpConnection connection, TcpEnd sender, Packet packet) {
        connection.content(TcpContent.IGNORED);
    }

    @Override
    public long lookAfter() {
        return detectors.lookAfter();
    }

    @Override
    public long onLook(TcpConnection connection, long now) {
        return detectors.onLook(connection, now);
    }

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        detectors.onOpened(connection, packet);
    }

    @Override
    public void onSynRepeated(TcpConnection connection, Packet packet) {
        detectors.onSynRepeated(connection, packet);
    }

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        detectors.onAnswered(connection, packet);
    }

    @Override
    public void onSynAckRepeated(TcpConnection connection, Packet packet) {
        detectors.onSynAckRepeated(connection, packet);
    }

    @Override
    public void onEstablished(TcpConnection connection, Packet packet) {
        detectors.onEstablished(connection, packet);
    }

    @Override
    public void onHandshakeTimeout(TcpConnection connection, long waited) {
        detectors.onHandshakeTimeout(connection, waited);
    }

    @Override
    public void onRefusalSettled(TcpConnection connection) {
        detectors.onRefusalSettled(connection);
    }

    @Override
    public void onReset(TcpReset reset) {
        detectors.onReset(reset);
    }

    @Override
    public void onAfterReset(TcpConnection connection, Packet packet) {
        detectors.onAfterReset(connection, packet);
    }

    @Override
    public void onDuplicate(TcpConnection connection, Packet packet, int ttlDrop) {
        detectors.onDuplicate(connection, packet, ttlDrop);
    }

    @Override
    public void onMissed(TcpConnection connection, TcpEnd sender, long bytes, Packet packet) {
        detectors.onMissed(connection, sender, bytes, packet);
    }

    @Override
    public void onTransfer(TcpConnection connection, TcpEnd sender, int events, Packet packet) {
        detectors.onTransfer(connection, sender, events, packet);
    }

    @Override
    public void onChecksum(TcpConnection connection, TcpEnd sender, Checksum checksum, Packet packet) {
        detectors.onChecksum(connection, sender, checksum, packet);
    }

    @Override
    public void onRetransmission(TcpConnection connection, TcpEnd sender, Packet packet) {
        detectors.onRetransmission(connection, sender, packet);
    }

    @Override
    public void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {
        detectors.onFollowed(connection, sender, packet);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        detectors.onEnd(connection, end, time);
    }
}
