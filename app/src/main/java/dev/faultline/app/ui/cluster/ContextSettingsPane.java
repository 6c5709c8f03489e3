package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.capture.CaptureMode;
import dev.faultline.app.k8s.capture.CaptureProgram;
import dev.faultline.app.k8s.capture.CaptureSettingsText;
import dev.faultline.app.ui.control.Icons;
import java.util.function.Function;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Program, images, pull secret, namespace of jobs and tolerations, kept for each context. Folded away while they
/// are as usual.
final class ContextSettingsPane extends VBox {
    /// Width of the column of labels.
    static final double LABELS = 72;

    private final PlanViewModel model;
    private final GridPane fields = new GridPane(8, 6);
    private final Hyperlink fold = new Hyperlink();

    ContextSettingsPane(PlanViewModel model) {
        super(6);
        this.model = model;
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(LABELS);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        fields.getColumnConstraints().addAll(labels, wide);
        addProgram();
        TextField agentImage = add("agentImage", CaptureSettingsText::agentImage, CaptureSettingsText::withAgentImage);
        TextField agentBase = add("agentBase", CaptureSettingsText::agentBase, CaptureSettingsText::withAgentBase);
        add("image", CaptureSettingsText::image, CaptureSettingsText::withImage);
        add("pullSecret", CaptureSettingsText::pullSecret, CaptureSettingsText::withPullSecret);
        TextField namespace = add("jobNamespace", CaptureSettingsText::namespace, CaptureSettingsText::withNamespace);
        TextField tolerations =
                add("tolerations", CaptureSettingsText::tolerations, CaptureSettingsText::withTolerations);
        model.optionsProperty().addListener((observed, before, now) -> {
            boolean jobs = now.mode() == CaptureMode.AUTO || now.mode() == CaptureMode.NODE;
            namespace.setDisable(!jobs);
            tolerations.setDisable(!jobs);
            boolean agent = now.settings().program() != CaptureProgram.TCPDUMP && now.mode() != CaptureMode.TCPDUMP;
            agentImage.setDisable(!agent);
            agentBase.setDisable(!agent || !now.settings().agentImage().isEmpty());
        });
        fields.managedProperty().bind(fields.visibleProperty());
        fold.getStyleClass().add("settings-fold");
        fold.setOnAction(event -> unfold(!fields.isVisible()));
        model.contextProperty().addListener((observed, before, now) -> unfold(isUnusual()));
        model.stateProperty().addListener((observed, before, now) -> unfoldFor(now));
        unfold(isUnusual());
        getChildren().addAll(fold, fields);
    }

    /// Another namespace is the way round most refusals of jobs, but for rights that are missing.
    private void unfoldFor(PlanState state) {
        if (state instanceof PlanState.Known(PlanPreview preview)
                && !preview.canStart()
                && preview.mode() == CaptureMode.NODE
                && preview.rights().stream().allMatch(right -> right.allowed() || !right.needed())) {
            unfold(true);
        }
    }

    private boolean isUnusual() {
        return !settings().equals(CaptureSettingsText.USUAL);
    }

    private void unfold(boolean open) {
        fields.setVisible(open);
        fold.setText(Messages.text("picker.settings"));
        fold.setGraphic(Icons.icon(open ? "mdal-expand_less" : "mdal-expand_more", 16));
    }

    /// Puts a word into the settings.
    @FunctionalInterface
    private interface Change {
        CaptureSettingsText with(CaptureSettingsText now, String text);
    }

    private TextField add(String name, Function<CaptureSettingsText, String> part, Change change) {
        TextField field = new TextField(part.apply(settings()));
        field.getStyleClass().add("fl-mono");
        field.setPromptText(Messages.text("picker.settingUsual." + name));
        model.optionsProperty().addListener((observed, before, now) -> {
            if (!field.isFocused()) {
                field.setText(part.apply(now.settings()));
            }
        });
        field.textProperty().addListener((observed, before, now) -> {
            CaptureOptions options = model.optionsProperty().get();
            model.optionsProperty().set(options.withSettings(change.with(options.settings(), now.strip())));
        });
        addRow(name, field);
        return field;
    }

    private void addRow(String name, Control field) {
        field.setTooltip(new Tooltip(Messages.text("picker.settingWords." + name)));
        Label label = new Label(Messages.text("picker.setting." + name));
        label.getStyleClass().addAll("fl-muted", "fl-small");
        label.setLabelFor(field);
        fields.addRow(fields.getRowCount(), label, field);
    }

    private void addProgram() {
        ChoiceBox<CaptureProgram> box = new ChoiceBox<>();
        box.getItems().setAll(CaptureProgram.values());
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(CaptureProgram program) {
                return program == null ? "" : Messages.text("picker.program." + program.id());
            }

            @Override
            public CaptureProgram fromString(String text) {
                throw new UnsupportedOperationException();
            }
        });
        box.setValue(settings().program());
        model.optionsProperty()
                .addListener(
                        (observed, before, now) -> box.setValue(now.settings().program()));
        box.valueProperty().addListener((observed, before, now) -> {
            CaptureOptions options = model.optionsProperty().get();
            if (now != null && now != options.settings().program()) {
                model.optionsProperty()
                        .set(options.withSettings(options.settings().withProgram(now)));
            }
        });
        addRow("program", box);
    }

    private CaptureSettingsText settings() {
        return model.optionsProperty().get().settings();
    }
}
