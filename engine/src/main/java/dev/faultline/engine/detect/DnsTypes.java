package dev.faultline.engine.detect;

/// Names of the common types of DNS records (IANA registry "DNS Resource Record Types").
final class DnsTypes {
    private DnsTypes() {}

    /// The name, or `TYPE` and the number (RFC 3597, section 5).
    static String name(int type) {
        return switch (type) {
            case 1 -> "A";
            case 2 -> "NS";
            case 5 -> "CNAME";
            case 6 -> "SOA";
            case 12 -> "PTR";
            case 15 -> "MX";
            case 16 -> "TXT";
            case 28 -> "AAAA";
            case 33 -> "SRV";
            case 35 -> "NAPTR";
            case 43 -> "DS";
            case 48 -> "DNSKEY";
            case 64 -> "SVCB";
            case 65 -> "HTTPS";
            case 255 -> "ANY";
            default -> "TYPE" + type;
        };
    }
}
