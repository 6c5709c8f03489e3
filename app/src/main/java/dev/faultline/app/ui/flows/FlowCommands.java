package dev.faultline.app.ui.flows;

import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.detail.DetailViewModel;
import javafx.beans.binding.BooleanExpression;

/// What a user can tell the flow diagram to do, from anywhere in the window.
final class FlowCommands {
    private final FlowViewModel model;
    private final BooleanExpression chosen;

    FlowCommands(FlowViewModel model, DetailViewModel detail) {
        this.model = model;
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
        commands.add(Command.of("export.flowSvg", CommandGroup.FILE)
                .icon("mdoal-get_app")
                .enabledWhen(model.openProperty())
                .does(() -> export.svg(model.pictureProperty().get())));
        commands.add(Command.of("export.flowPng", CommandGroup.FILE)
                .icon("mdoal-get_app")
                .enabledWhen(model.openProperty())
                .does(() -> export.png(model.pictureProperty().get())));
    }
}
