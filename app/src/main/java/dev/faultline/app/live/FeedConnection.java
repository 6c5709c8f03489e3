package dev.faultline.app.live;

import java.io.InputStream;
import java.time.Duration;

/// Packets that are coming from a feed. One thread reads them; any thread may ask and close.
public interface FeedConnection extends AutoCloseable {
    /// The bytes of one capture, pcap or pcapng, from its header on, as they come.
    ///
    /// `available()` must tell how many bytes can be read without waiting: packets are handed to the detectors
    /// when it says 0. After [#close()] a waiting read returns or throws at once.
    InputStream packets();

    /// The far clock minus the clock of this machine, as measured; zero when both are one.
    Duration clockOffset();

    /// When the far end last showed that it is alive, in any way, as [System#nanoTime()]. A feed that cannot
    /// die on its own says now.
    long lastSign();

    /// Packets that were dropped there so far, as the far end has last said; 0 where it does not say before the
    /// end.
    default long dropped() {
        return 0;
    }

    /// How the connection ended; asked once `packets()` came to its end or threw. May wait a moment for the far
    /// end's last words.
    FeedEnd end();

    /// Stops capturing and removes what was made for it. May be called more than once, and while another thread
    /// reads.
    @Override
    void close();
}
