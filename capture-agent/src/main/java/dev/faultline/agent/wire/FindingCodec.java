package dev.faultline.agent.wire;

import com.google.protobuf.ByteString;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.PrintableText;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.IcmpFacts;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.protocol.v1.Endpoint;
import dev.faultline.protocol.v1.Fact;
import dev.faultline.protocol.v1.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A finding of the engine as a message, and back.
public final class FindingCodec {
    private FindingCodec() {}

    /// The message for a finding.
    public static Finding encode(dev.faultline.engine.finding.Finding finding) {
        Finding.Builder message = Finding.newBuilder()
                .setId(finding.id())
                .setKind(finding.kind().id())
                .setSeverity(encode(finding.severity()))
                .setOpenAtEnd(finding.state() == FindingState.OPEN_AT_END)
                .setConfidence(encode(finding.confidence()))
                .addAllConfidenceWhy(finding.confidenceWhy())
                .setFirst(finding.first())
                .setLast(finding.last())
                .setCount(finding.count())
                .setTransport(finding.transport().name())
                .setBlame(finding.blame().id())
                .setTcpStreamPlusOne(finding.tcpStream() + 1)
                .addAllVantage(finding.vantage())
                .addAllNotes(finding.notes());
        Optional.ofNullable(finding.partOf()).ifPresent(message::setPartOf);
        Optional.ofNullable(finding.src()).map(FindingCodec::encode).ifPresent(message::setSrc);
        Optional.ofNullable(finding.dst()).map(FindingCodec::encode).ifPresent(message::setDst);
        Optional.ofNullable(finding.reporter()).map(FindingCodec::encode).ifPresent(message::setReporter);
        Optional.ofNullable(finding.icmp()).map(FindingCodec::encode).ifPresent(message::setIcmp);
        finding.evidence().forEach(evidence -> message.addFrames(evidence.frame()));
        finding.facts().forEach((name, value) -> message.putFacts(name, encodeFact(value)));
        return message.build();
    }

    private static dev.faultline.protocol.v1.Severity encode(Severity severity) {
        return switch (severity) {
            case INFO -> dev.faultline.protocol.v1.Severity.SEVERITY_INFO;
            case NOTICE -> dev.faultline.protocol.v1.Severity.SEVERITY_NOTICE;
            case WARNING -> dev.faultline.protocol.v1.Severity.SEVERITY_WARNING;
            case ERROR -> dev.faultline.protocol.v1.Severity.SEVERITY_ERROR;
        };
    }

    private static dev.faultline.protocol.v1.Confidence encode(Confidence confidence) {
        return switch (confidence) {
            case LOW -> dev.faultline.protocol.v1.Confidence.CONFIDENCE_LOW;
            case MEDIUM -> dev.faultline.protocol.v1.Confidence.CONFIDENCE_MEDIUM;
            case HIGH -> dev.faultline.protocol.v1.Confidence.CONFIDENCE_HIGH;
        };
    }

    static Endpoint encode(dev.faultline.engine.common.Endpoint endpoint) {
        Endpoint.Builder message = Endpoint.newBuilder().setAddress(encode(endpoint.ip()));
        if (endpoint.port() != dev.faultline.engine.common.Endpoint.NO_PORT) {
            message.setPort(endpoint.port());
        }
        return message.build();
    }

    /// An address as its 4 or 16 bytes.
    public static ByteString encode(IpAddress address) {
        return ByteString.copyFrom(address.bytes());
    }

    private static dev.faultline.protocol.v1.IcmpFacts encode(IcmpFacts icmp) {
        var message = dev.faultline.protocol.v1.IcmpFacts.newBuilder()
                .setVersion(icmp.version())
                .setType(icmp.type())
                .setCode(icmp.code())
                .setName(icmp.name());
        if (icmp.mtu() >= 0) {
            message.setMtu(icmp.mtu());
        }
        Optional.ofNullable(icmp.gateway()).map(FindingCodec::encode).ifPresent(message::setGateway);
        Optional.ofNullable(icmp.quoted())
                .ifPresent(quoted -> message.setQuotedSrc(encode(quoted.src()))
                        .setQuotedDst(encode(quoted.dst()))
                        .setQuotedProtocol(quoted.protocol()));
        return message.build();
    }

    private static Fact encodeFact(Object value) {
        Fact.Builder fact = Fact.newBuilder();
        return switch (value) {
            case Long number -> fact.setNumber(number).build();
            case Integer number -> fact.setNumber(number).build();
            case Duration duration -> fact.setDuration(duration.toNanos()).build();
            case IpAddress address -> fact.setAddress(encode(address)).build();
            case dev.faultline.engine.common.Endpoint endpoint ->
                fact.setEndpoint(encode(endpoint)).build();
            case Boolean flag -> fact.setFlag(flag).build();
            default -> fact.setText(value.toString()).build();
        };
    }

    /// The finding of a message, or nothing when it is of a kind that this program does not know: that of a
    /// newer agent.
    ///
    /// @throws IOException when the message contradicts itself
    public static Optional<dev.faultline.engine.finding.Finding> decode(Finding message) throws IOException {
        FindingKind kind = FindingKind.byId(message.getKind());
        if (kind == null) {
            return Optional.empty();
        }
        List<Evidence> evidence = message.getFramesList().stream()
                .map(frame -> new Evidence(frame, -1))
                .toList();
        return Optional.of(new dev.faultline.engine.finding.Finding(
                PrintableText.of(message.getId()),
                kind,
                decode(message.getSeverity()),
                message.getOpenAtEnd() ? FindingState.OPEN_AT_END : FindingState.FINAL,
                decode(message.getConfidence()),
                message.getConfidenceWhyList(),
                message.getPartOf().isEmpty() ? null : message.getPartOf(),
                message.getFirst(),
                message.getLast(),
                message.getCount(),
                transport(message.getTransport()),
                message.hasSrc() ? decode(message.getSrc()) : null,
                message.hasDst() ? decode(message.getDst()) : null,
                word(Blame.values(), Blame::id, message.getBlame()),
                decodeOrNull(message.getReporter()),
                message.getTcpStreamPlusOne() - 1,
                message.getVantageList(),
                evidence,
                message.hasIcmp() ? decode(message.getIcmp()) : null,
                facts(message.getFactsMap()),
                message.getNotesList()));
    }

    private static Severity decode(dev.faultline.protocol.v1.Severity severity) throws IOException {
        return switch (severity) {
            case SEVERITY_INFO -> Severity.INFO;
            case SEVERITY_NOTICE -> Severity.NOTICE;
            case SEVERITY_WARNING -> Severity.WARNING;
            case SEVERITY_ERROR -> Severity.ERROR;
            case SEVERITY_UNSPECIFIED, UNRECOGNIZED -> throw new IOException("a finding of no known severity");
        };
    }

    private static Confidence decode(dev.faultline.protocol.v1.Confidence confidence) throws IOException {
        return switch (confidence) {
            case CONFIDENCE_LOW -> Confidence.LOW;
            case CONFIDENCE_MEDIUM -> Confidence.MEDIUM;
            case CONFIDENCE_HIGH -> Confidence.HIGH;
            case CONFIDENCE_UNSPECIFIED, UNRECOGNIZED -> throw new IOException("a finding of no known confidence");
        };
    }

    private static <E> E word(E[] words, Function<E, String> id, String wanted) throws IOException {
        return Stream.of(words)
                .filter(word -> id.apply(word).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IOException("the unknown word " + wanted));
    }

    /// The transport of that name.
    ///
    /// @throws IOException when there is none
    public static Transport transport(String name) throws IOException {
        return word(Transport.values(), Transport::name, name);
    }

    /// The end that a message names.
    ///
    /// @throws IOException when it is none
    public static dev.faultline.engine.common.Endpoint decode(Endpoint message) throws IOException {
        int port = message.hasPort() ? message.getPort() : dev.faultline.engine.common.Endpoint.NO_PORT;
        if (port > 0xffff) {
            throw new IOException("an end with the port " + Integer.toUnsignedString(port));
        }
        return new dev.faultline.engine.common.Endpoint(decode(message.getAddress()), port);
    }

    private static @Nullable IpAddress decodeOrNull(ByteString bytes) throws IOException {
        return bytes.isEmpty() ? null : decode(bytes);
    }

    /// The address of its 4 or 16 bytes.
    ///
    /// @throws IOException when there are more or fewer
    public static IpAddress decode(ByteString bytes) throws IOException {
        return switch (bytes.size()) {
            case 4 -> IpAddress.v4(bytes.asReadOnlyByteBuffer().getInt());
            case 16 -> {
                var buffer = bytes.asReadOnlyByteBuffer();
                yield IpAddress.v6(buffer.getLong(), buffer.getLong());
            }
            default -> throw new IOException("an address of " + bytes.size() + " bytes");
        };
    }

    private static IcmpFacts decode(dev.faultline.protocol.v1.IcmpFacts message) throws IOException {
        IcmpFacts.@Nullable Quoted quoted = message.hasQuotedSrc() && message.hasQuotedDst()
                ? new IcmpFacts.Quoted(
                        decode(message.getQuotedSrc()),
                        decode(message.getQuotedDst()),
                        PrintableText.of(message.getQuotedProtocol()))
                : null;
        return new IcmpFacts(
                message.getVersion(),
                message.getType(),
                message.getCode(),
                PrintableText.of(message.getName()),
                message.hasMtu() && message.getMtu() >= 0 ? message.getMtu() : -1, // beyond 2 GiB it says nothing
                decodeOrNull(message.getGateway()),
                quoted);
    }

    private static Map<String, Object> facts(Map<String, Fact> messages) throws IOException {
        Map<String, Object> facts = new HashMap<>();
        for (Map.Entry<String, Fact> entry : messages.entrySet()) {
            Fact fact = entry.getValue();
            switch (fact.getValueCase()) {
                case NUMBER -> facts.put(entry.getKey(), fact.getNumber());
                case DURATION -> facts.put(entry.getKey(), Duration.ofNanos(fact.getDuration()));
                case TEXT -> facts.put(entry.getKey(), fact.getText());
                case ADDRESS -> facts.put(entry.getKey(), decode(fact.getAddress()));
                case ENDPOINT -> facts.put(entry.getKey(), decode(fact.getEndpoint()));
                case FLAG -> facts.put(entry.getKey(), fact.getFlag());
                case VALUE_NOT_SET -> {}
            }
        }
        return facts;
    }
}
