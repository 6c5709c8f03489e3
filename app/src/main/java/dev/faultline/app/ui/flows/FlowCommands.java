package dev.faultline.app.ui.flows;

import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.detail.DetailViewModel;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.value.ObservableBooleanValue;

/// What a user can tell the flow diagram to do, from anywhere in the window.
final class FlowCommands {
    private final FlowViewModel model;
    private final BooleanExpression chosen;
    private final BooleanExpression inFront;

    /// @param inFront whether flows are shown
    FlowCommands(FlowViewModel model, DetailViewModel detail, ObservableBooleanValue inFront) {
        this.model = model;
        this.inFront = model.openProperty().and(inFront);
        chosen = BooleanExpression.booleanExpression(
                detail.detailProperty().map(shown -> true).orElse(false));
    }

    /// @param show shows the flow of the finding that is chosen
    void addTo(CommandRegistry commands, Runnable show, FlowExport export) {
        commands.add(Command.of("flow.show", CommandGroup.TOOLS)
                .icon("mdomz-swap_calls")
                .keys("L")
                .enabledWhen(chosen)
                .startsSection()
                .does(show));
        addSteps(commands);
        commands.add(Command.of("export.flowSvg", CommandGroup.FILE)
                .icon("mdoal-get_app")
                .enabledWhen(model.openProperty())
                .does(() -> export.svg(model.pictureProperty().get())));
        commands.add(Command.of("export.flowPng", CommandGroup.FILE)
                .icon("mdoal-get_app")
                .enabledWhen(model.openProperty())
                .does(() -> export.png(model.pictureProperty().get())));
    }

    private void addSteps(CommandRegistry commands) {
        commands.add(step("flow.nextTrouble", "N", () -> model.steps().trouble(1)));
        commands.add(step("flow.previousTrouble", "P", () -> model.steps().trouble(-1)));
        commands.add(step("flow.moment", "M", model.steps()::moment));
        commands.add(step("flow.times", "T", model.look()::nextTimes));
        commands.add(step("flow.fold", "F", model::toggleFolding));
    }

    /// A command that makes sense while a flow is in front.
    private Command step(String id, String key, Runnable action) {
        return Command.of(id, CommandGroup.GO)
                .keys(key)
                .enabledWhen(inFront)
                .notInMenu()
                .does(action);
    }
}
