package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.packet.Packet;
import java.util.List;

/// Hears what an analysis finds while it runs. All calls come from the analysing thread, one after the other,
/// and should return soon.
public interface AnalysisListener {
    /// A packet, before the detectors see it. For every packet, so it must take next to no time; batch and
    /// packet are used again afterwards.
    default void onPacket(PacketBatch batch, int index, Packet packet) {}

    /// A DNS answer gave an address for a name. Comes before the findings of the packets that follow it.
    ///
    /// @param name in lower case, without the last dot
    /// @param time of the answer, nanoseconds since the epoch
    default void onAddress(String name, IpAddress address, long time) {}

    /// A finding is new, or has changed since it was told: one of the same id replaces the earlier one.
    void onFinding(Finding finding);

    /// Whether the listener joins by itself what several vantage points tell of one error. Else the analysis
    /// does, for the vantage points of its own capture. The answer is always the same.
    default boolean joinsVantages() {
        return false;
    }

    /// Whether the listener hears [#onSightings], be it that it joins findings by itself or passes on what others
    /// need to. The answer is always the same.
    default boolean wantsSightings() {
        return joinsVantages();
    }

    /// What vantage points have seen of connections that others may have seen too; only where the listener
    /// [#wantsSightings()]. Comes after the findings of a batch.
    ///
    /// @param time until which all findings and sightings have been told, nanoseconds since the epoch
    default void onSightings(List<Sighting> sightings, long time) {}

    /// The source could not see for a while: what was told is no more than what had been seen before.
    default void onBlind() {}

    /// All findings of the packets so far have been told. Comes after every batch, also one without packets,
    /// which a live source that is quiet hands out some times a second.
    default void onFlush() {}

    /// How far the analysis is; about ten times a second, and once at the end.
    default void onProgress(Progress progress) {}

    /// Packets and bytes over time, and what was lost, until now; about once a second, and once at the end
    /// before the last [#onProgress].
    default void onTraffic(Traffic traffic) {}

    /// Wireshark's analysis flags of one TCP frame; only when asked for and only for frames with a flag.
    ///
    /// @param flags bits of [dev.faultline.engine.tcp.AnalysisFlags]
    default void onFlags(long frame, int tcpStream, int flags) {}

    /// A TCP stream at the end of the capture; only when flags were asked for. In order of stream.
    ///
    /// @param completeness Wireshark's `tcp.completeness`
    /// @param zeekState Zeek's `conn_state`
    /// @param zeekHistory Zeek's `history`
    default void onStream(int tcpStream, int completeness, String zeekState, String zeekHistory) {}

    /// Whether to stop soon; asked at least every few milliseconds of work. What was found until then stays.
    default boolean isCancelled() {
        return false;
    }
}
