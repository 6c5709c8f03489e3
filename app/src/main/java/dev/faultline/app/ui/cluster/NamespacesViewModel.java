package dev.faultline.app.ui.cluster;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The namespaces of a cluster, and which of them are looked at. FX thread only.
public final class NamespacesViewModel {
    private final Runnable chosen;
    private final ObservableList<NamespaceRow> rows = FXCollections.observableArrayList();
    private final ObservableList<NamespaceRow> rowsReadOnly = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyBooleanWrapper all = new ReadOnlyBooleanWrapper();
    private final StringProperty search = new SimpleStringProperty("");
    private final Set<String> looked = new TreeSet<>();

    /// @param chosen hears that others are looked at
    /// @param searched hears that others are to be listed
    NamespacesViewModel(Runnable chosen, Runnable searched) {
        this.chosen = chosen;
        search.addListener((observed, before, now) -> searched.run());
    }

    /// Looks at a namespace too, or no longer.
    public void toggle(String name) {
        if (!looked.remove(name)) {
            looked.add(name);
        }
        changed();
    }

    /// Looks at all namespaces.
    public void lookAtAll() {
        looked.clear();
        changed();
    }

    private void changed() {
        all.set(looked.isEmpty());
        chosen.run();
    }

    /// Begins anew, with a cluster in which these are looked at.
    ///
    /// @param names empty for all
    void begin(List<String> names) {
        rows.clear();
        looked.clear();
        looked.addAll(names);
        all.set(looked.isEmpty());
    }

    void show(List<NamespaceRow> now) {
        PickerViewModel.replace(rows, now);
    }

    /// The names of those that are looked at, in order; empty for all.
    List<String> looked() {
        return List.copyOf(looked);
    }

    /// Those that the search finds.
    public ObservableList<NamespaceRow> rows() {
        return rowsReadOnly;
    }

    /// Whether all are looked at.
    public ReadOnlyBooleanProperty allProperty() {
        return all.getReadOnlyProperty();
    }

    /// Letters that a name must contain.
    public StringProperty searchProperty() {
        return search;
    }
}
