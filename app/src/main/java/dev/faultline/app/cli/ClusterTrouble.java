package dev.faultline.app.cli;

import java.io.IOException;
import java.io.Serial;

/// Something stands against a capture in a cluster. The message is for people.
final class ClusterTrouble extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    ClusterTrouble(String message) {
        super(message);
    }
}
