package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.text.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// Severities with their counts and the classes that occur: a click switches one on or off, with Alt it alone
/// stays on. Those that have no room are in the menu at its end.
final class FacetsBar extends ToolBar {
    private static final int ICON = 14;
    private static final PseudoClass PLAIN = PseudoClass.getPseudoClass("plain");

    private final Map<SeverityMark, ToggleButton> severities = new EnumMap<>(SeverityMark.class);
    private final Map<ClassMark, ToggleButton> classes = new EnumMap<>(ClassMark.class);
    private final Region line = new Region();
    private final FacetsViewModel model;
    private boolean alone;

    FacetsBar(FacetsViewModel model) {
        this.model = model;
        getStyleClass().add("facets-bar");
        addEventFilter(MouseEvent.MOUSE_PRESSED, event -> alone = event.isAltDown());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> alone = event.isAltDown());
        for (SeverityMark severity : SeverityMark.values()) {
            ToggleButton toggle = toggle(Icons.icon(severity.icon(), ICON, severity.styleClass()), "severity-toggle");
            toggle.setOnAction(event -> choose(severity));
            severities.put(severity, toggle);
        }
        for (ClassMark findingClass : ClassMark.values()) {
            ToggleButton toggle = toggle(swatch(findingClass), "class-toggle");
            toggle.setText(Messages.text("class." + findingClass.id()));
            toggle.setOnAction(event -> choose(findingClass));
            classes.put(findingClass, toggle);
        }
        line.getStyleClass().add("bar-line");
        model.countsProperty().addListener((observed, before, now) -> show());
        model.severitiesProperty().addListener((observed, before, now) -> show());
        model.classesProperty().addListener((observed, before, now) -> show());
        show();
    }

    /// Whether classes have their colours, as they are those of the timeline.
    void showColours(boolean shown) {
        pseudoClassStateChanged(PLAIN, !shown);
    }

    private void choose(SeverityMark severity) {
        if (alone) {
            model.isolate(severity);
        } else {
            model.toggle(severity);
        }
        show();
    }

    private void choose(ClassMark findingClass) {
        if (alone) {
            model.isolate(findingClass);
        } else {
            model.toggle(findingClass);
        }
        show();
    }

    private void show() {
        FacetsViewModel.Counts counts = model.countsProperty().get();
        severities.forEach((severity, toggle) -> {
            long count = counts.of(severity);
            toggle.setText(Figures.count(count));
            toggle.setSelected(model.severitiesProperty().get().contains(severity));
            describe(toggle, Messages.text("severity." + severity.id()), count);
        });
        List<Node> wanted = new ArrayList<>(severities.values());
        wanted.add(line);
        classes.forEach((findingClass, toggle) -> {
            long count = counts.of(findingClass);
            toggle.setSelected(model.classesProperty().get().contains(findingClass));
            describe(toggle, Messages.text("class." + findingClass.id()), count);
            if (count > 0) {
                wanted.add(toggle);
            }
        });
        // A tool bar lays everything out anew, and closes its menu, whenever its items are set.
        if (!getItems().equals(wanted)) {
            getItems().setAll(wanted);
        }
    }

    private static void describe(ToggleButton toggle, String word, long count) {
        toggle.setAccessibleText(Messages.text("facets.accessible", word, Figures.count(count)));
        toggle.getTooltip().setText(Messages.text("facets.tip", word, Figures.count(count)));
    }

    private static ToggleButton toggle(Node graphic, String styleClass) {
        ToggleButton toggle = new ToggleButton("", graphic);
        toggle.getStyleClass().setAll("facet", styleClass);
        toggle.setTooltip(new Tooltip());
        toggle.setMinWidth(USE_PREF_SIZE);
        return toggle;
    }

    private static Region swatch(ClassMark findingClass) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", findingClass.styleClass());
        return swatch;
    }
}
