package dev.faultline.engine.icmp;

import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import org.jspecify.annotations.Nullable;

/// What a type and code of ICMP says.
///
/// @param name in Wireshark's words (4.0): of the code, or of the type where its codes have no names
/// @param kind the kind of finding that it makes, or null when it is no news: echo, neighbour discovery …
/// @param severity how bad it is, if nothing is known of its flow
/// @param variant chooses the texts within the kind, empty where there is one only
public record IcmpMeaning(String name, @Nullable FindingKind kind, Severity severity, String variant) {
    /// The meaning of a message.
    ///
    /// @param version 4 or 6
    /// @param type 0…255
    /// @param code 0…255
    public static IcmpMeaning of(int version, int type, int code) {
        return version == 4 ? Icmpv4Meanings.of(type, code) : Icmpv6Meanings.of(type, code);
    }

    /// The first word of [#variant()].
    public String topic() {
        int dot = variant.indexOf('.');
        return dot < 0 ? variant : variant.substring(0, dot);
    }
}
