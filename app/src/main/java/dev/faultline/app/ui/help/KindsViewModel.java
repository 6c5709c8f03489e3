package dev.faultline.app.ui.help;

import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.KindText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// A page for each kind of finding, to be searched. FX thread only; needs no network.
public final class KindsViewModel {
    private static final String COMMAND = "$ ";

    private final List<KindPage> pages;
    private final ObservableList<KindPage> found = FXCollections.observableArrayList();
    private final ObservableList<KindPage> foundReadOnly = FXCollections.unmodifiableObservableList(found);
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final ObjectProperty<@Nullable KindPage> page = new SimpleObjectProperty<>(this, "page", null);

    /// @param kind id of the kind to begin with; empty for the first
    public KindsViewModel(Explainer explainer, String kind) {
        pages = Stream.of(FindingKind.values()).map(one -> page(one, explainer)).toList();
        search.addListener((observed, before, now) -> find());
        find();
        page.set(pages.stream().filter(one -> one.id().equals(kind)).findFirst().orElse(pages.getFirst()));
    }

    /// The pages that contain what is searched for.
    public ObservableList<KindPage> found() {
        return foundReadOnly;
    }

    /// Words that a page must contain.
    public StringProperty searchProperty() {
        return search;
    }

    /// The page that is read; null for none.
    public ObjectProperty<@Nullable KindPage> pageProperty() {
        return page;
    }

    private void find() {
        List<String> words =
                List.of(search.get().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        found.setAll(pages.stream()
                .filter(one -> words.stream().allMatch(text(one)::contains))
                .toList());
    }

    private static String text(KindPage page) {
        return String.join("\n", page.id(), page.article(), page.title(), page.detail(), page.rule())
                        .toLowerCase(Locale.ROOT)
                + String.join("\n", page.causes()).toLowerCase(Locale.ROOT);
    }

    private static KindPage page(FindingKind kind, Explainer explainer) {
        KindText text = explainer.about(kind);
        return new KindPage(
                kind.id(),
                ClassMark.of(kind.findingClass().id()),
                Objects.requireNonNullElse(kind.article(), ""),
                text.title(),
                text.detail(),
                text.rule(),
                text.causes(),
                text.next().stream().map(KindsViewModel::step).toList());
    }

    private static KindPage.Step step(String line) {
        boolean command = line.startsWith(COMMAND);
        return new KindPage.Step(command ? line.substring(COMMAND.length()) : line, command);
    }
}
