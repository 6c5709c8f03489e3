package dev.faultline.app.ui.flows;

import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.flow.FlowRequest;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.detail.DetailViewModel;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SavedFiles;
import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Supplier;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;

/// The flow diagram with all that is behind it, put together. FX thread only.
public final class FlowsPage {
    private final Services services;
    private final FlowViewModel model;
    private final FlowsView view;

    /// What the page is made of.
    ///
    /// @param packets reads single packets
    /// @param zone where the user is
    /// @param detail the finding that is chosen
    /// @param session what is open
    /// @param inFront whether the page is shown
    /// @param places leads to other pages
    /// @param commands gets those of the page
    public record Services(
            TaskRunner tasks,
            FlowReader reader,
            PacketFocus.PacketReader packets,
            Settings settings,
            ZoneId zone,
            DetailViewModel detail,
            Supplier<@Nullable StoredSession> session,
            ObservableBooleanValue inFront,
            Places places,
            FileDialogs dialogs,
            Notices notices,
            CommandRegistry commands) {}

    /// Leads to other pages.
    ///
    /// @param toFlows shows this page
    /// @param toFindings shows the findings
    public record Places(Runnable toFlows, Runnable toFindings) {}

    public FlowsPage(Services services) {
        this.services = services;
        model = new FlowViewModel(
                services.tasks(), services.reader(), services.packets(), services.settings(), services.zone());
        view = new FlowsView(
                model,
                new FlowsView.Actions(
                        services.places().toFindings(),
                        () -> services.commands()
                                .find("finding.openInWireshark")
                                .ifPresent(command -> command.run()),
                        this::openStream));
        FlowExport export =
                new FlowExport(new SavedFiles(services.tasks(), services.dialogs(), services.notices()), view.ladder());
        new FlowCommands(model, services.detail(), services.inFront())
                .addTo(services.commands(), this::showChosen, export);
        services.inFront().addListener((observed, before, now) -> {
            if (now) {
                entered();
            }
        });
        services.detail().detailProperty().addListener((observed, before, now) -> {
            if (services.inFront().get()) {
                follow();
            }
        });
    }

    /// What is shown.
    public FlowViewModel model() {
        return model;
    }

    /// The view itself.
    public FlowsView view() {
        return view;
    }

    /// The page came to the front: with no flow yet it takes the one of the finding that is chosen.
    private void entered() {
        if (!model.openProperty().get() && !model.readingProperty().get()) {
            enter();
        }
        view.focusLadder();
    }

    /// A capture without findings begins with its first stream.
    private void enter() {
        StoredSession session = services.session().get();
        if (chosen() != null) {
            openChosen();
        } else if (session != null && session.report().tcpStreams() > 0) {
            openStream(0);
        }
    }

    /// Another finding is chosen while the page is in front.
    private void follow() {
        Finding chosen = services.detail().finding();
        ShownFlow shown = model.shownProperty().get();
        Finding before = shown == null ? null : shown.subject().finding();
        if (chosen != null && (before == null || !before.id().equals(chosen.id()))) {
            openChosen();
        }
    }

    private void showChosen() {
        openChosen();
        services.places().toFlows().run();
        view.focusLadder();
    }

    private void openChosen() {
        FlowSubject subject = chosen();
        if (subject != null) {
            model.open(subject);
        }
    }

    private @Nullable FlowSubject chosen() {
        DetailViewModel.Subject subject = services.detail().subject();
        Finding finding = services.detail().finding();
        if (subject == null || finding == null) {
            return null;
        }
        return new FlowSubject(subject.session(), FlowRequest.of(subject.capture(), finding), finding);
    }

    /// Opens a stream of the capture of the finding that is chosen, or of the first one that is open.
    private void openStream(int number) {
        DetailViewModel.Subject subject = services.detail().subject();
        StoredSession session = services.session().get();
        if (session != null) {
            Path capture = subject == null ? session.captures().getFirst() : subject.capture();
            model.open(new FlowSubject(session.id(), FlowRequest.of(capture, number), null));
            view.focusLadder();
        }
    }
}
