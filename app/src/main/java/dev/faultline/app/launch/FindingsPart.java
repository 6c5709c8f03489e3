package dev.faultline.app.launch;

import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.filter.FilterMemory;
import dev.faultline.app.ui.filter.FilterViewModel;
import dev.faultline.app.ui.findings.FindingsView;
import dev.faultline.app.ui.findings.FindingsViewModel;
import dev.faultline.app.ui.shell.ShellView;
import dev.faultline.app.ui.shell.ShellViewModel;
import dev.faultline.app.ui.shell.StatusFacts;
import java.util.concurrent.Executor;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The findings view, made when the first capture opens: the start page does not wait for it.
final class FindingsPart {
    private final Backend backend;
    private final TaskRunner tasks;
    private final Executor background;
    private final Executor pulse;
    private final StatusFacts facts;
    private final ShellView view;
    private @Nullable FindingsViewModel model;

    FindingsPart(
            Backend backend, TaskRunner tasks, Executor background, Executor pulse, StatusFacts facts, ShellView view) {
        this.backend = backend;
        this.tasks = tasks;
        this.background = background;
        this.pulse = pulse;
        this.facts = facts;
        this.view = view;
    }

    /// Shows from now on what is open.
    void follow(ShellViewModel shell) {
        shell.session().sessionProperty().addListener((observed, before, now) -> show(now));
    }

    private void show(@Nullable AnalysisSession session) {
        if (session != null) {
            made().show(session);
        } else if (model != null) {
            model.clear();
        }
    }

    private FindingsViewModel made() {
        if (model == null) {
            FilterViewModel filter =
                    new FilterViewModel(tasks, Delay.onFxThread(), new SimpleObjectProperty<>(FilterMemory.EMPTY));
            FindingsViewModel made = new FindingsViewModel(
                    new FindingsViewModel.Parts(backend.store(), tasks, background, pulse, Delay.onFxThread()), filter);
            facts.shownProperty().bind(made.shownProperty());
            view.setFindings(new FindingsView(made));
            model = made;
        }
        return model;
    }
}
