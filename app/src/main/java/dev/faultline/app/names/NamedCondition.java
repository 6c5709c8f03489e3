package dev.faultline.app.names;

import dev.faultline.engine.finding.Finding;
import java.util.function.Predicate;

/// A condition on findings that may be about the names of their endpoints. By itself it knows none.
public interface NamedCondition extends Predicate<Finding> {
    /// The same condition where endpoints have these names.
    NamedCondition with(EndpointNames names);

    /// A condition with names, when it can do something with them.
    static Predicate<Finding> with(Predicate<Finding> condition, EndpointNames names) {
        return condition instanceof NamedCondition named ? named.with(names) : condition;
    }
}
