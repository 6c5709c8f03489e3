package dev.faultline.engine.icmp;

import static dev.faultline.engine.finding.FindingKind.ICMP_DESTINATION_UNREACHABLE;
import static dev.faultline.engine.finding.FindingKind.ICMP_OTHER;
import static dev.faultline.engine.finding.FindingKind.ICMP_PACKET_TOO_BIG;
import static dev.faultline.engine.finding.FindingKind.ICMP_PARAMETER_PROBLEM;
import static dev.faultline.engine.finding.FindingKind.ICMP_REDIRECT;
import static dev.faultline.engine.finding.FindingKind.ICMP_ROUTER_ADVERTISEMENT;
import static dev.faultline.engine.finding.FindingKind.ICMP_ROUTER_SOLICITATION;
import static dev.faultline.engine.finding.FindingKind.ICMP_TIME_EXCEEDED;
import static dev.faultline.engine.finding.Severity.ERROR;
import static dev.faultline.engine.finding.Severity.INFO;
import static dev.faultline.engine.finding.Severity.NOTICE;
import static dev.faultline.engine.finding.Severity.WARNING;

/// The types and codes of ICMPv6: RFC 4443, 4861, 6550, 7112, 8335.
final class Icmpv6Meanings {
    private static final int FIRST_INFORMATIONAL = 128;
    private static final MeaningTable TABLE = table();

    private Icmpv6Meanings() {}

    static IcmpMeaning of(int type, int code) {
        return TABLE.of(type, code);
    }

    private static MeaningTable table() {
        MeaningTable table = new MeaningTable(new IcmpMeaning("Unknown", null, INFO, ""));
        // Every type below 128 is an error, also one that is not known yet (RFC 4443, section 2.1).
        for (int type = 0; type < FIRST_INFORMATIONAL; type++) {
            table.type(type, "Unknown", ICMP_OTHER, NOTICE, "");
        }
        addErrors(table);
        addInformation(table);
        return table;
    }

    private static void addErrors(MeaningTable table) {
        table.type(1, "Destination Unreachable", ICMP_DESTINATION_UNREACHABLE, WARNING, "")
                .code(1, 0, "no route to destination", ERROR, "route.none")
                .code(1, 1, "Administratively prohibited", ERROR, "prohibited")
                .code(1, 2, "Beyond scope of source address", WARNING, "scope")
                .code(1, 3, "Address unreachable", ERROR, "host")
                .code(1, 4, "Port unreachable", ERROR, "port")
                .code(1, 5, "Source address failed ingress/egress policy", ERROR, "prohibited")
                .code(1, 6, "Reject route to destination", ERROR, "route")
                .code(1, 7, "Error in Source Routing Header", WARNING, "source_route");
        table.type(2, "Packet Too Big", ICMP_PACKET_TOO_BIG, WARNING, "");
        table.type(3, "Time Exceeded", ICMP_TIME_EXCEEDED, WARNING, "")
                .code(3, 0, "hop limit exceeded in transit", ERROR, "transit")
                .code(3, 1, "fragment reassembly time exceeded", ERROR, "reassembly");
        table.type(4, "Parameter Problem", ICMP_PARAMETER_PROBLEM, ERROR, "")
                .code(4, 0, "erroneous header field encountered", ERROR, "")
                .code(4, 1, "unrecognized Next Header type encountered", ERROR, "")
                .code(4, 2, "unrecognized IPv6 option encountered", WARNING, "")
                .code(4, 3, "IPv6 First Fragment has incomplete IPv6 Header Chain", ERROR, "");
        table.type(100, "Private experimentation", ICMP_OTHER, NOTICE, "");
        table.type(101, "Private experimentation", ICMP_OTHER, NOTICE, "");
        table.type(127, "Reserved for expansion of ICMPv6 error messages", ICMP_OTHER, NOTICE, "");
    }

    private static void addInformation(MeaningTable table) {
        table.type(128, "Echo (ping) request", null, INFO, "");
        table.type(129, "Echo (ping) reply", null, INFO, "");
        table.type(133, "Router Solicitation", ICMP_ROUTER_SOLICITATION, INFO, "");
        table.type(134, "Router Advertisement", ICMP_ROUTER_ADVERTISEMENT, INFO, "");
        table.type(137, "Redirect", ICMP_REDIRECT, NOTICE, "");
        table.extendedEchoReply(161);
    }
}
