package dev.faultline.app.ui.capture;

import dev.faultline.app.live.local.LocalInterface;
import dev.faultline.app.ui.cluster.CaptureRequest;
import java.io.IOException;
import java.util.List;

/// Starts captures, and finds what earlier ones left behind. Thread-safe; blocks.
public interface Capturing {
    /// Starts a capture in a cluster. Returns when its sources are being opened; how they are is told from then
    /// on.
    ///
    /// @throws IOException when it cannot start; the message is for people, and nothing is left behind
    RunningCapture start(CaptureRequest request) throws IOException, InterruptedException;

    /// The interfaces of this machine.
    ///
    /// @throws IOException when the system does not tell
    List<LocalInterface> interfaces() throws IOException;

    /// Starts a capture on an interface of this machine.
    ///
    /// @param name of the interface
    /// @throws IOException as [#start]
    RunningCapture startHere(String name) throws IOException, InterruptedException;

    /// What captures of this machine left in clusters because they were cut off. Asks no cluster.
    List<Leftover> leftovers() throws IOException;

    /// Removes what was left in a cluster.
    Removal remove(Leftover leftover) throws IOException, InterruptedException;

    /// What a capture that was cut off left behind.
    ///
    /// @param context of the cluster
    /// @param objects as kubectl names them
    record Leftover(String context, List<String> objects) {
        public Leftover {
            objects = List.copyOf(objects);
        }
    }

    /// What came of a removal.
    ///
    /// @param removed objects that are gone
    /// @param left those that are not, each with the reason
    record Removal(List<String> removed, List<String> left) {
        /// There was nothing to remove.
        public static final Removal NOTHING = new Removal(List.of(), List.of());

        public Removal {
            removed = List.copyOf(removed);
            left = List.copyOf(left);
        }
    }
}
