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

    private final IcmpMeaning[] types = new IcmpMeaning[TYPES];
    private final @Nullable IcmpMeaning[][] codes = new @Nullable IcmpMeaning[TYPES][CODES];

    /// @param unknown the meaning of all types that get no row
    MeaningTable(IcmpMeaning unknown) {
        Arrays.fill(types, unknown);
    }

    /// Adds a type: the meaning of all its codes that get no row.
    MeaningTable type(int type, String name, @Nullable FindingKind kind, Severity severity, String variant) {
        types[type] = new IcmpMeaning(name, kind, severity, variant);
        return this;
    }

    /// Adds a code of a type.
    MeaningTable code(int type, int code, String name, Severity severity, String variant) {
        codes[type][code] = new IcmpMeaning(name, types[type].kind(), severity, variant);
        return this;
    }

    /// Adds the answers to extended echo requests (RFC 8335, section 3), alike in both versions.
    MeaningTable extendedEchoReply(int type) {
        type(type, "Extended Echo reply", ICMP_EXTENDED_ECHO, NOTICE, "")
                .code(type, 1, "Malformed Query", NOTICE, "")
                .code(type, 2, "No Such Interface", NOTICE, "")
                .code(type, 3, "No Such Table Entry", NOTICE, "")
                .code(type, 4, "Multiple Interfaces Satisfy Query", NOTICE, "");
        codes[type][0] = new IcmpMeaning("No error", null, INFO, "");
        return this;
    }

    IcmpMeaning of(int type, int code) {
        IcmpMeaning meaning = code < CODES ? codes[type][code] : null;
        return meaning == null ? types[type] : meaning;
    }
}
