package dev.faultline.engine.icmp;

import static dev.faultline.engine.finding.FindingKind.ICMP_DESTINATION_UNREACHABLE;
import static dev.faultline.engine.finding.FindingKind.ICMP_OTHER;
import static dev.faultline.engine.finding.FindingKind.ICMP_PARAMETER_PROBLEM;
import static dev.faultline.engine.finding.FindingKind.ICMP_REDIRECT;
import static dev.faultline.engine.finding.FindingKind.ICMP_ROUTER_ADVERTISEMENT;
import static dev.faultline.engine.finding.FindingKind.ICMP_ROUTER_SOLICITATION;
import static dev.faultline.engine.finding.FindingKind.ICMP_SOURCE_QUENCH;
import static dev.faultline.engine.finding.FindingKind.ICMP_TIME_EXCEEDED;
import static dev.faultline.engine.finding.Severity.ERROR;
import static dev.faultline.engine.finding.Severity.INFO;
import static dev.faultline.engine.finding.Severity.NOTICE;
import static dev.faultline.engine.finding.Severity.WARNING;

/// The types and codes of ICMP for IPv4: RFC 792, 950, 1122, 1191, 1256, 1812, 2521, 6633, 8335.
final class Icmpv4Meanings {
    private static final MeaningTable TABLE = table();

    private Icmpv4Meanings() {}

    static IcmpMeaning of(int type, int code) {
        return TABLE.of(type, code);
    }

    private static MeaningTable table() {
        MeaningTable table = new MeaningTable(new IcmpMeaning("Unknown ICMP", null, INFO, ""));
        addUnreachable(table);
        addOtherErrors(table);
        addRouters(table);
        addSecurityAndProbes(table);
        return table;
    }

    private static void addUnreachable(MeaningTable table) {
        table.type(3, "Destination unreachable", ICMP_DESTINATION_UNREACHABLE, WARNING, "")
                .code(3, 0, "Network unreachable", ERROR, "route")
                .code(3, 1, "Host unreachable", ERROR, "host")
                .code(3, 2, "Protocol unreachable", ERROR, "protocol")
                .code(3, 3, "Port unreachable", ERROR, "port")
                .code(3, 4, "Fragmentation needed", WARNING, "mtu")
                .code(3, 5, "Source route failed", WARNING, "source_route")
                .code(3, 6, "Destination network unknown", ERROR, "route")
                .code(3, 7, "Destination host unknown", ERROR, "host")
                .code(3, 8, "Source host isolated", WARNING, "isolated")
                .code(3, 9, "Network administratively prohibited", ERROR, "prohibited")
                .code(3, 10, "Host administratively prohibited", ERROR, "prohibited")
                .code(3, 11, "Network unreachable for TOS", WARNING, "tos")
                .code(3, 12, "Host unreachable for TOS", WARNING, "tos")
                .code(3, 13, "Communication administratively filtered", ERROR, "prohibited")
                .code(3, 14, "Host precedence violation", WARNING, "precedence")
                .code(3, 15, "Precedence cutoff in effect", WARNING, "precedence");
    }

    private static void addOtherErrors(MeaningTable table) {
        table.type(4, "Source quench (flow control)", ICMP_SOURCE_QUENCH, WARNING, "");
        table.type(5, "Redirect", ICMP_REDIRECT, NOTICE, "")
                .code(5, 0, "Redirect for network", NOTICE, "")
                .code(5, 1, "Redirect for host", NOTICE, "")
                .code(5, 2, "Redirect for TOS and network", NOTICE, "")
                .code(5, 3, "Redirect for TOS and host", NOTICE, "");
        table.type(11, "Time-to-live exceeded", ICMP_TIME_EXCEEDED, WARNING, "")
                .code(11, 0, "Time to live exceeded in transit", ERROR, "transit")
                .code(11, 1, "Fragment reassembly time exceeded", ERROR, "reassembly");
        table.type(12, "Parameter problem", ICMP_PARAMETER_PROBLEM, ERROR, "")
                .code(12, 0, "Pointer indicates the error", ERROR, "")
                .code(12, 1, "Required option missing", ERROR, "")
                .code(12, 2, "Bad length", ERROR, "");
    }

    private static void addRouters(MeaningTable table) {
        table.type(6, "Alternate host address", ICMP_OTHER, NOTICE, "")
                .code(6, 0, "Alternate address for host", NOTICE, "");
        table.type(9, "Router advertisement", ICMP_ROUTER_ADVERTISEMENT, INFO, "")
                .code(9, 0, "Normal router advertisement", INFO, "")
                .code(9, 16, "Does not route common traffic", INFO, "");
        table.type(10, "Router solicitation", ICMP_ROUTER_SOLICITATION, INFO, "");
    }

    private static void addSecurityAndProbes(MeaningTable table) {
        table.type(0, "Echo (ping) reply", null, INFO, "");
        table.type(8, "Echo (ping) request", null, INFO, "");
        table.type(31, "Datagram Conversion Error", ICMP_OTHER, WARNING, "");
        table.type(40, "Photuris", ICMP_OTHER, WARNING, "photuris")
                .code(40, 0, "Bad SPI", WARNING, "photuris")
                .code(40, 1, "Authentication Failed", WARNING, "photuris")
                .code(40, 2, "Decompression Failed", WARNING, "photuris")
                .code(40, 3, "Decryption Failed", WARNING, "photuris")
                .code(40, 4, "Need Authentication", WARNING, "photuris")
                .code(40, 5, "Need Authorization", WARNING, "photuris");
        table.extendedEchoReply(43);
    }
}
