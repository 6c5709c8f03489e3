package dev.faultline.app.ui.findings;

import dev.faultline.app.extract.EvidenceExtractor;
import dev.faultline.app.extract.FlowSelection;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.wireshark.DisplayFilters;
import dev.faultline.app.wireshark.EvidenceFolder;
import dev.faultline.app.wireshark.LaunchResult;
import dev.faultline.app.wireshark.WiresharkLauncher;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings packets to Wireshark. Blocks: for background threads.
public final class EvidenceOpener implements AutoCloseable {
    private static final String ENDING = ".pcapng";

    private final EvidenceExtractor extractor;
    private final Supplier<WiresharkLauncher> wireshark;
    private final Path temporary;
    private @Nullable EvidenceFolder folder;

    /// @param wireshark the Wireshark that is configured now
    /// @param temporary the system's folder for files that nobody keeps
    public EvidenceOpener(EvidenceExtractor extractor, Supplier<WiresharkLauncher> wireshark, Path temporary) {
        this.extractor = extractor;
        this.wireshark = wireshark;
        this.temporary = temporary;
    }

    /// What came of it.
    ///
    /// @param file what was to be opened
    /// @param packets number of packets in it; 0 where it was not written for this
    record Opened(Path file, long packets, LaunchResult result) {}

    /// Writes the packets of the flows of these findings and opens them at the first that proves one.
    Opened open(Path capture, List<Finding> findings, EndpointNames names, BooleanSupplier cancelled)
            throws IOException {
        EvidenceExtractor.Extract extract =
                extractor.extract(request(capture, findings, names, newFile(findings), false), cancelled);
        LaunchResult result = wireshark.get().open(extract.file(), extract.firstEvidence());
        return new Opened(extract.file(), extract.packets(), result);
    }

    /// Opens the capture itself, filtered to the flow of a finding.
    Opened openOriginal(Path capture, Finding finding) {
        long frame =
                finding.evidence().isEmpty() ? 0 : finding.evidence().getFirst().frame();
        LaunchResult result = wireshark.get().openFiltered(capture, DisplayFilters.flowOf(finding), frame);
        return new Opened(capture, 0, result);
    }

    /// Opens a file as it is.
    Opened openFile(Path file) {
        return new Opened(file, 0, wireshark.get().open(file, 0));
    }

    /// Writes the packets of the flows of these findings, in place of a file that is there.
    EvidenceExtractor.Extract save(
            Path capture, List<Finding> findings, EndpointNames names, Path target, BooleanSupplier cancelled)
            throws IOException {
        return extractor.extract(request(capture, findings, names, target, true), cancelled);
    }

    /// A name for the packets of these findings.
    static String name(List<Finding> findings) {
        Finding first = findings.getFirst();
        String stream = first.tcpStream() >= 0 && findings.size() == 1 ? "-stream-" + first.tcpStream() : "";
        return first.kind().id().replace('.', '-') + stream + ENDING;
    }

    /// Removes what was written only to be looked at.
    @Override
    public synchronized void close() throws IOException {
        if (folder != null) {
            folder.close();
            folder = null;
        }
    }

    private synchronized Path newFile(List<Finding> findings) throws IOException {
        if (folder == null) {
            folder = EvidenceFolder.create(wireshark.get().temporaryFolder(temporary));
        }
        return folder.newFile(name(findings));
    }

    private static EvidenceExtractor.Request request(
            Path capture, List<Finding> findings, EndpointNames names, Path target, boolean replace) {
        return new EvidenceExtractor.Request(
                capture, new FlowSelection.OfFindings(findings), findings, names, target, replace);
    }
}
