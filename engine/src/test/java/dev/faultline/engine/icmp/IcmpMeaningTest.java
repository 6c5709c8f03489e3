package dev.faultline.engine.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpMeaningTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
             3 |  0 | destination_unreachable | ERROR   | Network unreachable
             3 |  1 | destination_unreachable | ERROR   | Host unreachable
             3 |  2 | destination_unreachable | ERROR   | Protocol unreachable
             3 |  3 | destination_unreachable | ERROR   | Port unreachable
             3 |  4 | destination_unreachable | WARNING | Fragmentation needed
             3 |  5 | destination_unreachable | WARNING | Source route failed
             3 |  6 | destination_unreachable | ERROR   | Destination network unknown
             3 |  7 | destination_unreachable | ERROR   | Destination host unknown
             3 |  8 | destination_unreachable | WARNING | Source host isolated
             3 |  9 | destination_unreachable | ERROR   | Network administratively prohibited
             3 | 10 | destination_unreachable | ERROR   | Host administratively prohibited
             3 | 11 | destination_unreachable | WARNING | Network unreachable for TOS
             3 | 12 | destination_unreachable | WARNING | Host unreachable for TOS
             3 | 13 | destination_unreachable | ERROR   | Communication administratively filtered
             3 | 14 | destination_unreachable | WARNING | Host precedence violation
             3 | 15 | destination_unreachable | WARNING | Precedence cutoff in effect
             3 | 99 | destination_unreachable | WARNING | Destination unreachable
             4 |  0 | source_quench           | WARNING | Source quench (flow control)
             5 |  0 | redirect                | NOTICE  | Redirect for network
             5 |  1 | redirect                | NOTICE  | Redirect for host
             5 |  2 | redirect                | NOTICE  | Redirect for TOS and network
             5 |  3 | redirect                | NOTICE  | Redirect for TOS and host
             6 |  0 | other                   | NOTICE  | Alternate address for host
             9 |  0 | router_advertisement    | INFO    | Normal router advertisement
             9 | 16 | router_advertisement    | INFO    | Does not route common traffic
            10 |  0 | router_solicitation     | INFO    | Router solicitation
            11 |  0 | time_exceeded           | ERROR   | Time to live exceeded in transit
            11 |  1 | time_exceeded           | ERROR   | Fragment reassembly time exceeded
            12 |  0 | parameter_problem       | ERROR   | Pointer indicates the error
            12 |  1 | parameter_problem       | ERROR   | Required option missing
            12 |  2 | parameter_problem       | ERROR   | Bad length
            31 |  0 | other                   | WARNING | Datagram Conversion Error
            40 |  0 | other                   | WARNING | Bad SPI
            40 |  1 | other                   | WARNING | Authentication Failed
            40 |  2 | other                   | WARNING | Decompression Failed
            40 |  3 | other                   | WARNING | Decryption Failed
            40 |  4 | other                   | WARNING | Need Authentication
            40 |  5 | other                   | WARNING | Need Authorization
            43 |  1 | extended_echo           | NOTICE  | Malformed Query
            43 |  2 | extended_echo           | NOTICE  | No Such Interface
            43 |  3 | extended_echo           | NOTICE  | No Such Table Entry
            43 |  4 | extended_echo           | NOTICE  | Multiple Interfaces Satisfy Query
            """)
    void version4SaysWhatItsTypeAndCodeSay(int type, int code, String kind, Severity severity, String name) {
        assertMeaning(IcmpMeaning.of(4, type, code), kind, severity, name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              1 | 0 | destination_unreachable | ERROR   | no route to destination
              1 | 1 | destination_unreachable | ERROR   | Administratively prohibited
              1 | 2 | destination_unreachable | WARNING | Beyond scope of source address
              1 | 3 | destination_unreachable | ERROR   | Address unreachable
              1 | 4 | destination_unreachable | ERROR   | Port unreachable
              1 | 5 | destination_unreachable | ERROR   | Source address failed ingress/egress policy
              1 | 6 | destination_unreachable | ERROR   | Reject route to destination
              1 | 7 | destination_unreachable | WARNING | Error in Source Routing Header
              1 | 9 | destination_unreachable | WARNING | Destination Unreachable
              2 | 0 | packet_too_big          | WARNING | Packet Too Big
              3 | 0 | time_exceeded           | ERROR   | hop limit exceeded in transit
              3 | 1 | time_exceeded           | ERROR   | fragment reassembly time exceeded
              4 | 0 | parameter_problem       | ERROR   | erroneous header field encountered
              4 | 1 | parameter_problem       | ERROR   | unrecognized Next Header type encountered
              4 | 2 | parameter_problem       | WARNING | unrecognized IPv6 option encountered
              4 | 3 | parameter_problem       | ERROR   | IPv6 First Fragment has incomplete IPv6 Header Chain
             42 | 0 | other                   | NOTICE  | Unknown
            100 | 0 | other                   | NOTICE  | Private experimentation
            101 | 0 | other                   | NOTICE  | Private experimentation
            127 | 0 | other                   | NOTICE  | Reserved for expansion of ICMPv6 error messages
            133 | 0 | router_solicitation     | INFO    | Router Solicitation
            134 | 0 | router_advertisement    | INFO    | Router Advertisement
            137 | 0 | redirect                | NOTICE  | Redirect
            161 | 2 | extended_echo           | NOTICE  | No Such Interface
            """)
    void version6SaysWhatItsTypeAndCodeSay(int type, int code, String kind, Severity severity, String name) {
        assertMeaning(IcmpMeaning.of(6, type, code), kind, severity, name);
    }

    private static void assertMeaning(IcmpMeaning meaning, String kind, Severity severity, String name) {
        assertThat(meaning.kind()).isNotNull().extracting(FindingKind::id).isEqualTo("icmp." + kind);
        assertThat(meaning.severity()).isEqualTo(severity);
        assertThat(meaning.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 13, 14, 17, 18, 42, 97, 255})
    void version4IsNoNewsWhenNothingWentWrong(int type) {
        assertThat(IcmpMeaning.of(4, type, 0).kind()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 129, 130, 131, 132, 135, 136, 143, 160, 255})
    void version6IsNoNewsWhenNothingWentWrong(int type) {
        assertThat(IcmpMeaning.of(6, type, 0).kind()).isNull();
    }

    @Test
    void extendedEchoReplyWithoutErrorIsNoNews() {
        assertThat(IcmpMeaning.of(4, 43, 0).kind()).isNull();
        assertThat(IcmpMeaning.of(6, 161, 0).kind()).isNull();
    }
}
