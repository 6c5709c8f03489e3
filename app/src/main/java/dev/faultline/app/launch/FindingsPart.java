package dev.faultline.app.launch;

import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.extract.EvidenceExtractor;
import dev.faultline.app.flow.ConversationReader;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.EvidencePackets;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SideWindow;
import dev.faultline.app.ui.findings.EvidenceOpener;
import dev.faultline.app.ui.findings.FindingsPage;
import dev.faultline.app.ui.findings.RowItem;
import dev.faultline.app.ui.flows.FlowReader;
import dev.faultline.app.ui.flows.FlowsPage;
import dev.faultline.app.ui.shell.ShellView;
import dev.faultline.app.ui.shell.ShellViewModel;
import dev.faultline.app.ui.shell.StatusFacts;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.jspecify.annotations.Nullable;

/// The findings view and the flow diagram, made when the first capture opens: the start page does not wait for
/// it.
final class FindingsPart implements AutoCloseable {
    private final Parts parts;
    private final EvidencePackets packets = new EvidencePackets();
    private @Nullable EvidenceOpener opener;
    private @Nullable FindingsPage page;
    private @Nullable FlowsPage flows;

    /// What it is made of.
    ///
    /// @param background loads rows
    /// @param pulse the user interface's thread, once a pulse
    record Parts(
            Backend backend,
            MachineFacts machine,
            TaskRunner tasks,
            Executor background,
            Executor pulse,
            Settings settings,
            CommandRegistry commands,
            StatusFacts facts,
            FileDialogs dialogs,
            Notices notices,
            SideWindow sideWindow,
            ShellViewModel shell,
            ShellView view) {}

    FindingsPart(Parts parts) {
        this.parts = parts;
    }

    /// Shows from now on what is open.
    void follow() {
        parts.shell().session().sessionProperty().addListener((observed, before, now) -> show(now));
    }

    /// Id of the kind of the finding that is selected; empty for none.
    String selectedKind() {
        RowItem lead = page == null ? null : page.model().leadProperty().get();
        return lead == null ? "" : lead.kind();
    }

    private void show(@Nullable AnalysisSession session) {
        if (session != null) {
            made().model().show(session);
        } else if (page != null) {
            page.model().clear();
        }
        if (flows != null) {
            flows.model().clear();
        }
    }

    private FindingsPage made() {
        if (page == null) {
            FindingsPage made = make();
            parts.facts().shownProperty().bind(made.model().shownProperty());
            made.model()
                    .facets()
                    .countsProperty()
                    .addListener(
                            (observed, before, now) -> parts.shell().session().found(now.severities()));
            parts.view().setPage(ShellViewModel.Page.FINDINGS, made.view());
            page = made;
            flows = makeFlows(made);
        }
        return page;
    }

    private FindingsPage make() {
        Explainer explainer = new Explainer();
        EvidenceOpener evidence = new EvidenceOpener(
                new EvidenceExtractor(Limits.DEFAULT, explainer),
                parts.machine()::wireshark,
                Path.of(System.getProperty("java.io.tmpdir")));
        opener = evidence;
        return new FindingsPage(new FindingsPage.Services(
                parts.backend().store(), // open already: it has a session
                parts.tasks(),
                parts.background(),
                parts.pulse(),
                Delay.onFxThread(),
                parts.settings(),
                ZoneId.systemDefault(),
                explainer,
                packets::of,
                evidence,
                parts.dialogs(),
                parts.notices(),
                parts.sideWindow(),
                FindingsPart::copy,
                parts.commands()));
    }

    private FlowsPage makeFlows(FindingsPage findings) {
        FlowReader reader =
                new FlowReader(parts.backend().store(), new Explainer(), new ConversationReader(Limits.DEFAULT));
        FlowsPage made = new FlowsPage(new FlowsPage.Services(
                parts.tasks(),
                reader,
                packets::at,
                parts.settings(),
                ZoneId.systemDefault(),
                findings.detail(),
                parts.shell().session().snapshotProperty()::get,
                parts.shell().pageProperty().isEqualTo(ShellViewModel.Page.FLOWS),
                new FlowsPage.Places(() -> parts.shell().goTo(ShellViewModel.Page.FLOWS), parts.shell()::goToFindings),
                parts.dialogs(),
                parts.notices(),
                parts.commands()));
        parts.view().setPage(ShellViewModel.Page.FLOWS, made.view());
        return made;
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    public void close() {
        try {
            packets.close();
            if (opener != null) {
                opener.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
