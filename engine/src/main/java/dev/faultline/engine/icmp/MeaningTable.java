package dev.faultline.engine.icmp;

import static dev.faultline.engine.finding.FindingKind.ICMP_EXTENDED_ECHO;
import static dev.faultline.engine.finding.Severity.INFO;
import static dev.faultline.engine.finding.Severity.NOTICE;

import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Meanings by type and code, for one version of ICMP.
final class MeaningTable {
    private static final int TYPES = 256;

    private static final int CODES = 17;

    private final Type[] types = new Type[TYPES];

    /// What all codes of a type share.
    ///
    /// @param otherwise the meaning of a code without a row of its own
    private record Type(IcmpMeaning otherwise, @Nullable IcmpMeaning[] codes) {}

    /// @param unknown the meaning of all types that get no row
    MeaningTable(IcmpMeaning unknown) {
        Arrays.fill(types, new Type(unknown, new IcmpMeaning[0]));
    }

    /// Adds a type; its codes follow by [#code].
    MeaningTable type(int type, String name, @Nullable FindingKind kind, Severity severity, String variant) {
        types[type] = new Type(new IcmpMeaning(name, kind, severity, variant), new @Nullable IcmpMeaning[CODES]);
        return this;
    }

    /// Adds a code of a type.
    MeaningTable code(int type, int code, String name, Severity severity, String variant) {
        FindingKind kind = types[type].otherwise.kind();
        types[type].codes[code] = new IcmpMeaning(name, kind, severity, variant);
        return this;
    }

    /// Adds the answers to extended echo requests (RFC 8335, section 3), alike in both versions.
    MeaningTable extendedEchoReply(int type) {
        type(type, "Extended Echo reply", ICMP_EXTENDED_ECHO, NOTICE, "")
                .code(type, 1, "Malformed Query", NOTICE, "")
                .code(type, 2, "No Such Interface", NOTICE, "")
                .code(type, 3, "No Such Table Entry", NOTICE, "")
                .code(type, 4, "Multiple Interfaces Satisfy Query", NOTICE, "");
        types[type].codes[0] = new IcmpMeaning("No error", null, INFO, "");
        return this;
    }

    IcmpMeaning of(int type, int code) {
        Type known = types[type];
        IcmpMeaning meaning = code < known.codes.length ? known.codes[code] : null;
        return meaning == null ? known.otherwise : meaning;
    }
}
