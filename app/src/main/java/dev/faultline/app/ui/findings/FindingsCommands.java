package dev.faultline.app.ui.findings;

import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.settings.TimeFormat;
import dev.faultline.app.store.Grouping;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ObjectProperty;

/// What a user can tell the findings view to do.
final class FindingsCommands {
    static final String OPEN = "finding.openInWireshark";
    static final String OPEN_ORIGINAL = "finding.openCaptureInWireshark";
    /// Comes from the flow diagram.
    static final String SHOW_FLOW = "flow.show";

    static final String SAVE_PACKETS = "export.packets";

    private final FindingsViewModel model;
    private final FindingsView view;
    private final BooleanExpression chosen;
    private final BooleanExpression open;

    FindingsCommands(FindingsViewModel model, FindingsView view) {
        this.model = model;
        this.view = view;
        chosen = BooleanExpression.booleanExpression(
                model.leadProperty().map(lead -> true).orElse(false));
        open = model.openProperty();
    }

    void addTo(CommandRegistry commands, EvidenceViewModel evidence, CopyViewModel copies, Runnable export) {
        addFile(commands, evidence, export);
        addEdit(commands, copies);
        addView(commands, model.settings());
        addTimeline(commands);
        addGo(commands);
        commands.add(Command.of(OPEN, CommandGroup.TOOLS)
                .icon("mdoal-launch")
                .keys("W")
                .enabledWhen(chosen)
                .startsSection()
                .does(evidence::openSelected));
        commands.add(Command.of(OPEN_ORIGINAL, CommandGroup.TOOLS)
                .icon("mdoal-launch")
                .keys("Shortcut+Shift+W")
                .enabledWhen(chosen)
                .does(evidence::openOriginal));
    }

    /// Id of the command that copies in that form.
    static String copyId(CopyFormat format) {
        return "copy." + format.id();
    }

    private void addFile(CommandRegistry commands, EvidenceViewModel evidence, Runnable export) {
        commands.add(Command.of(SAVE_PACKETS, CommandGroup.FILE)
                .icon("mdoal-get_app")
                .enabledWhen(chosen)
                .startsSection()
                .does(evidence::saveSelected));
        commands.add(Command.of("export.findings", CommandGroup.FILE)
                .icon("mdoal-get_app")
                .keys("Shortcut+S")
                .enabledWhen(open)
                .does(export));
    }

    private void addEdit(CommandRegistry commands, CopyViewModel copies) {
        for (CopyFormat format : CopyFormat.values()) {
            Command.Builder builder =
                    Command.of(copyId(format), CommandGroup.EDIT).enabledWhen(chosen);
            if (format == CopyFormat.TSV) {
                builder.icon("mdoal-content_copy").keys("Shortcut+C");
            }
            commands.add(builder.does(() -> copies.copy(format)));
        }
        commands.add(Command.of("filter.focus", CommandGroup.EDIT)
                .icon("mdomz-search")
                .keys("Shortcut+SLASH", "Shortcut+F", "Shortcut+L")
                .enabledWhen(open)
                .startsSection()
                .does(view::focusFilter));
        commands.add(Command.of("filter.clear", CommandGroup.EDIT)
                .keys("Shortcut+Shift+X")
                .enabledWhen(open)
                .does(model::clearFilters));
        commands.add(Command.of("filter.undo", CommandGroup.EDIT)
                .keys("Shortcut+Z")
                .enabledWhen(model.filter().undoableProperty())
                .does(model.filter()::undo));
        commands.add(Command.of("filter.redo", CommandGroup.EDIT)
                .keys("Shortcut+Shift+Z")
                .enabledWhen(model.filter().redoableProperty())
                .does(model.filter()::redo));
    }

    private void addView(CommandRegistry commands, Settings settings) {
        commands.add(Command.of("view.details", CommandGroup.VIEW)
                .keys("F9")
                .selectedWhen(view.detailShownProperty())
                .startsSection()
                .does(() -> view.detailShownProperty()
                        .set(!view.detailShownProperty().get())));
        commands.add(Command.of("view.resetColumns", CommandGroup.VIEW).does(view::resetColumns));
        for (TimeFormat format : TimeFormat.values()) {
            Command.Builder builder = Command.of(
                            "view.time." + format.name().toLowerCase(Locale.ROOT), CommandGroup.VIEW)
                    .selectedWhen(settings.timeFormatProperty().isEqualTo(format));
            if (format == TimeFormat.LOCAL) {
                builder.startsSection();
            }
            commands.add(builder.does(() -> settings.timeFormatProperty().set(format)));
        }
    }

    private void addTimeline(CommandRegistry commands) {
        ObjectProperty<Grouping> grouping = model.timeline().groupingProperty();
        for (Grouping one : Grouping.values()) {
            Command.Builder builder = Command.of(
                            "timeline.by." + one.name().toLowerCase(Locale.ROOT), CommandGroup.VIEW)
                    .selectedWhen(Bindings.equal(grouping, one));
            if (one == Grouping.CLASS) {
                builder.startsSection();
            }
            commands.add(builder.does(() -> grouping.set(one)));
        }
        commands.add(Command.of("timeline.zoomToSelection", CommandGroup.VIEW)
                .enabledWhen(model.timeline().selectionProperty().isNotNull())
                .does(model.timeline()::zoomToSelection));
        commands.add(Command.of("timeline.showAll", CommandGroup.VIEW)
                .enabledWhen(open)
                .does(model.timeline()::showAll));
    }

    private void addGo(CommandRegistry commands) {
        commands.add(Command.of("finding.previous", CommandGroup.GO)
                .icon("mdoal-expand_less")
                .keys("F7")
                .enabledWhen(open)
                .startsSection()
                .repeats()
                .does(view::previous));
        commands.add(Command.of("finding.next", CommandGroup.GO)
                .icon("mdoal-expand_more")
                .keys("F8")
                .enabledWhen(open)
                .repeats()
                .does(view::next));
    }
}
