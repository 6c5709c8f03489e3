package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.targets.TargetQuery;
import dev.faultline.app.k8s.targets.TargetQueryException;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The search of the picker. While what is typed means nothing, the last one that did holds.
public final class TargetSearch {
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private TargetQuery query = TargetQuery.ALL;

    /// @param changed hears that there is something else to find
    TargetSearch(Runnable changed) {
        text.addListener((observed, before, now) -> {
            parse(now);
            changed.run();
        });
    }

    private void parse(String now) {
        try {
            query = TargetQuery.parse(now);
            problem.set("");
        } catch (TargetQueryException e) {
            String key = "picker.query." + e.reason().name().toLowerCase(Locale.ROOT);
            problem.set(Messages.text(key, now.substring(e.from(), e.to())));
        }
    }

    /// What is searched for.
    TargetQuery query() {
        return query;
    }

    /// As [TargetQuery] takes it.
    public StringProperty textProperty() {
        return text;
    }

    /// What is wrong with it; empty for nothing.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
