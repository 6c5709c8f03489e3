package dev.faultline.engine.l7.amqp;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// AMQP, told by the header that a client sends first, whatever its version.
public final class Amqp implements Protocol {
    static final String NAME = "AMQP";
    static final int HEADER = 8;

    private final ExchangeListener listener;

    public Amqp(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        return fromClient && length >= HEADER && Octets.is(bytes, at, length, NAME);
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new AmqpDialog(connection, memory, listener);
    }
}
