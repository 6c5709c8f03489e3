package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.store.FindingRow;
import dev.faultline.app.ui.detail.DetailActions;
import dev.faultline.app.ui.detail.DetailView;
import dev.faultline.app.ui.detail.DetailViewModel;
import dev.faultline.app.ui.filter.FilterBar;
import dev.faultline.app.ui.filter.FilterCompletion;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.jspecify.annotations.Nullable;

/// Puts the findings view together, and adds its commands to the window's.
public final class FindingsAssembly {
    private final FindingsViewModel model;
    private final DetailViewModel detail;
    private final PacketActions packets;
    private final FindingsView view;

    /// What can be done with the packets of the finding that is shown.
    public interface PacketActions {
        /// Opens the packets of its flow in Wireshark, with the findings as comments.
        void openInWireshark(DetailViewModel.Subject subject);

        /// Opens the whole capture in Wireshark, filtered to the flow.
        void openCaptureInWireshark(DetailViewModel.Subject subject);

        /// Writes the packets of its flow to a file of the user's choice.
        void save(DetailViewModel.Subject subject);
    }

    public FindingsAssembly(
            FindingsViewModel model, DetailViewModel detail, FilterCompletion completion, PacketActions packets) {
        this.model = model;
        this.detail = detail;
        this.packets = packets;
        FilterBar filterBar = new FilterBar(model.filter(), completion, model.shownProperty());
        DetailView detailView = new DetailView(detail, detailActions());
        view = new FindingsView(model, new FindingsView.Parts(filterBar, new FindingsTable(model), detailView));
        model.leadProperty().addListener((observed, before, now) -> showDetail(now));
    }

    /// The view.
    public FindingsView view() {
        return view;
    }

    /// Adds the commands on findings.
    public void addTo(CommandRegistry commands) {
        BooleanBinding selected = Bindings.isNotNull(detail.detailProperty());
        commands.add(Command.of("filter.focus", CommandGroup.EDIT)
                .icon("mdomz-search")
                .keys("Shortcut+SLASH", "Shortcut+F", "Shortcut+L")
                .does(view::focusFilter));
        commands.add(Command.of("filter.clear", CommandGroup.EDIT)
                .icon("mdal-clear")
                .does(model::clearFilters));
        BooleanProperty details = view.detailShownProperty();
        commands.add(Command.of("view.details", CommandGroup.VIEW)
                .keys("F9")
                .selectedWhen(details)
                .startsSection()
                .does(() -> details.set(!details.get())));
        commands.add(go("finding.previous").keys("F7").startsSection().does(view::previous));
        commands.add(go("finding.next").keys("F8").does(view::next));
        commands.add(go("finding.openInWireshark")
                .icon("mdoal-launch")
                .keys("W")
                .enabledWhen(selected)
                .startsSection()
                .does(() -> withSubject(packets::openInWireshark)));
        commands.add(go("finding.openCaptureInWireshark")
                .icon("mdoal-launch")
                .keys("Shortcut+Shift+W")
                .enabledWhen(selected)
                .does(() -> withSubject(packets::openCaptureInWireshark)));
        commands.add(Command.of("export.packets", CommandGroup.FILE)
                .icon("mdoal-get_app")
                .keys("Shortcut+S")
                .enabledWhen(selected)
                .does(() -> withSubject(packets::save)));
    }

    private static Command.Builder go(String id) {
        return Command.of(id, CommandGroup.GO);
    }

    private DetailActions detailActions() {
        return new DetailActions(
                () -> view().previous(),
                () -> view().next(),
                () -> withSubject(packets::openInWireshark),
                () -> withSubject(packets::save),
                FindingsAssembly::copy,
                this::more);
    }

    private List<MenuItem> more() {
        MenuItem capture = new MenuItem(Messages.text("command.finding.openCaptureInWireshark"));
        capture.setOnAction(event -> withSubject(packets::openCaptureInWireshark));
        MenuItem save = new MenuItem(Messages.text("command.export.packets"));
        save.setOnAction(event -> withSubject(packets::save));
        return List.of(capture, save);
    }

    private void showDetail(@Nullable RowItem item) {
        FindingRow row = item == null ? null : item.row();
        OptionalLong session = model.sessionId();
        if (row == null || session.isEmpty()) {
            detail.clear();
        } else {
            detail.show(new DetailViewModel.Subject(session.getAsLong(), row.findingId(), row.capture()));
        }
    }

    private void withSubject(Consumer<DetailViewModel.Subject> action) {
        DetailViewModel.Subject subject = detail.subject();
        if (subject != null) {
            action.accept(subject);
        }
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
