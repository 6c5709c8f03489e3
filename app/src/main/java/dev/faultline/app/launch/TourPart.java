package dev.faultline.app.launch;

import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.ui.help.TourStep;
import dev.faultline.app.ui.help.TourView;
import dev.faultline.app.ui.help.TourViewModel;
import dev.faultline.app.ui.shell.ShellView;
import dev.faultline.app.ui.shell.ShellViewModel;
import dev.faultline.app.ui.shell.ShellViewModel.Page;
import java.util.EnumSet;
import java.util.Set;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The guided tour: offered with the demo to one who has never seen it, and a command at any time.
final class TourPart {
    private final ShellViewModel shell;
    private final CommandRegistry commands;
    private final TourViewModel model;

    TourPart(ShellViewModel shell, ShellView view, CommandRegistry commands, Settings settings) {
        this.shell = shell;
        this.commands = commands;
        model = new TourViewModel(settings, this::show);
        view.cover(new TourView(model));
        view.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && model.shownProperty().get() != null) {
                event.consume();
                model.end();
            }
        });
        shell.pageProperty().addListener((observed, before, now) -> model.wentTo(steps(now)));
        model.wentTo(steps(shell.pageProperty().get()));
        commands.add(Command.of("help.tour", CommandGroup.HELP)
                .icon("mdomz-play_circle_outline")
                .enabledWhen(shell.session().openProperty())
                .does(model::start));
        shell.session().snapshotProperty().addListener((observed, before, now) -> {
            if (now != null && now.state().isOver() && shell.isDemo()) {
                Platform.runLater(this::offer);
            }
        });
        shell.session().openProperty().addListener((observed, before, now) -> {
            if (!now && model.stepProperty().get() != null) {
                model.end();
            }
        });
    }

    private void offer() {
        StoredSession session = shell.session().snapshotProperty().get();
        if (session != null && shell.isDemo()) {
            model.offer();
        }
    }

    /// The steps whose places are on a page.
    private static Set<TourStep> steps(Page page) {
        return switch (page) {
            case START, CLUSTER -> Set.of();
            case FINDINGS -> EnumSet.complementOf(EnumSet.of(TourStep.FLOW));
            case FLOWS -> EnumSet.of(TourStep.FLOW);
        };
    }

    private void show(TourStep step) {
        if (step == TourStep.FLOW) {
            commands.find("flow.show").ifPresent(Command::run);
            shell.goTo(Page.FLOWS); // also where no finding is chosen
        } else {
            shell.goToFindings();
        }
    }
}
