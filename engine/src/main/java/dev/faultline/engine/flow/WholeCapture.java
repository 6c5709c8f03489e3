package dev.faultline.engine.flow;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;

/// The capture as a whole, for findings about itself: no ends, no vantage point.
public final class WholeCapture implements Flow {
    private static final Endpoint NOBODY = new Endpoint(IpAddress.v4(0), Endpoint.NO_PORT);

    @Override
    public Transport transport() {
        return Transport.NONE;
    }

    @Override
    public Endpoint client() {
        return NOBODY;
    }

    @Override
    public Endpoint server() {
        return NOBODY;
    }

    @Override
    public boolean isClientKnown() {
        return false;
    }

    @Override
    public int vantage() {
        return -1;
    }

    @Override
    public long firstSeen() {
        return 0;
    }

    @Override
    public long lastSeen() {
        return 0;
    }
}
