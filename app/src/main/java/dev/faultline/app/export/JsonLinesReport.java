package dev.faultline.app.export;

import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.AnalysisResult;
import dev.faultline.engine.tcp.AnalysisFlags;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// JSON lines, for programs: per capture its findings in order of time, then the flagged frames and the streams
/// where they were asked for, then a summary.
public final class JsonLinesReport implements LiveReport {
    private final JsonGenerator json;
    private final FindingJson findings;

    /// @param out stays open when the report is closed
    public JsonLinesReport(OutputStream out, Explainer explainer) {
        json = JsonFactory.builder()
                .rootValueSeparator((String) null)
                .build()
                .createGenerator(ObjectWriteContext.empty(), new Uncloseable(out), JsonEncoding.UTF8);
        findings = new FindingJson(explainer);
    }

    @Override
    public void names(EndpointNames names) {
        findings.names(names);
    }

    @Override
    public void write(FileReport report) throws IOException {
        translating(() -> {
            report.shown().forEach(this::line);
            writeEnd(report);
        });
    }

    @Override
    public void write(Finding finding) throws IOException {
        translating(() -> {
            line(finding);
            json.flush();
        });
    }

    @Override
    public void write(long frame, int tcpStream, int flags) throws IOException {
        translating(() -> writeFlags(frame, tcpStream, flags));
    }

    @Override
    public void end(FileReport report) throws IOException {
        translating(() -> {
            writeEnd(report);
            json.flush();
        });
    }

    @Override
    public void close() throws IOException {
        translating(json::close);
    }

    private void line(Finding finding) {
        findings.write(json, finding);
        json.writeRaw('\n');
    }

    private void writeEnd(FileReport report) {
        report.flags().forEach(this::writeFlags);
        report.flags().streams().forEach(this::writeStream);
        writeSummary(report);
        json.writeRaw('\n');
    }

    private void writeFlags(long frame, int tcpStream, int flags) {
        json.writeStartObject();
        json.writeStringProperty("type", "flags");
        json.writeNumberProperty("frame", frame);
        json.writeNumberProperty("stream", tcpStream);
        FindingJson.writeStrings(json, "flags", AnalysisFlags.names(flags));
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeStream(WiresharkFlags.Stream stream) {
        json.writeStartObject();
        json.writeStringProperty("type", "stream");
        json.writeNumberProperty("stream", stream.number());
        json.writeNumberProperty("completeness", stream.completeness());
        json.writeStringProperty("zeekState", stream.zeekState());
        json.writeStringProperty("zeekHistory", stream.zeekHistory());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeSummary(FileReport report) {
        AnalysisResult result = report.result();
        json.writeStartObject();
        json.writeStringProperty("type", "summary");
        json.writeStringProperty("file", report.file());
        json.writeStringProperty("format", result.format());
        FindingJson.writeStrings(json, "linkTypes", report.linkTypes());
        json.writeNumberProperty("packets", result.capture().packets());
        json.writeNumberProperty("bytes", result.capture().bytes());
        writeTime("captureStart", result.captureStart(), result);
        writeTime("captureEnd", result.captureEnd(), result);
        json.writeObjectPropertyStart("streams");
        json.writeNumberProperty("tcp", result.tcpStreams());
        json.writeNumberProperty("udp", result.udpStreams());
        json.writeEndObject();
        json.writeObjectPropertyStart("findings");
        report.shownByKind().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeBooleanProperty("truncated", result.capture().truncation() != null);
        json.writeBooleanProperty("lossyCapture", result.lossyCapture());
        json.writeNumberProperty("undecoded", result.undecoded());
        json.writeObjectPropertyStart("anomalies");
        result.anomalies().forEach(json::writeNumberProperty);
        json.writeEndObject();
        FindingJson.writeStrings(json, "warnings", report.warnings());
        json.writeNumberProperty("wallMillis", TimeUnit.NANOSECONDS.toMillis(result.nanos()));
        json.writeEndObject();
    }

    private void writeTime(String name, long nanos, AnalysisResult result) {
        if (result.capture().packets() == 0) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, Timestamps.exact(nanos));
        }
    }

    private static void translating(Runnable writing) throws IOException {
        try {
            writing.run();
        } catch (JacksonIOException e) {
            IOException cause = e.getCause();
            throw cause == null ? new IOException(e) : cause;
        }
    }
}
