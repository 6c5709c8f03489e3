package dev.faultline.app.k8s.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A label selector as `kubectl -l` takes it: `app=cart,tier!=db,env in (test, live),!canary`.
///
/// @param requirements all of which must hold
public record LabelSelector(List<Requirement> requirements) {
    private static final String KEY = "[A-Za-z0-9](?:[A-Za-z0-9./_-]*[A-Za-z0-9])?";
    private static final String VALUE = "[A-Za-z0-9._-]*";
    private static final Pattern REQUIREMENT = Pattern.compile("\\s*(?:(?<absent>!\\s*)?(?<key>" + KEY + ")\\s*"
            + "(?:(?<operator>==|=|!=)\\s*(?<value>" + VALUE + ")"
            + "|\\s(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?)\\s*(?:,|$)");
    private static final Pattern ONE_VALUE = Pattern.compile(VALUE);

    /// What is asked of one label.
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        ABSENT
    }

    /// A condition on one label. As in Kubernetes, [Operator#NOT_IN] holds where there is no such label.
    public record Requirement(String key, Operator operator, Set<String> values) {
        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case ABSENT -> value == null;
            };
        }
    }

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /// Understands a selector; an empty one selects everything.
    ///
    /// @throws TargetQueryException when it is none; says where
    public static LabelSelector parse(String text) throws TargetQueryException {
        List<Requirement> requirements = new ArrayList<>();
        Matcher matcher = REQUIREMENT.matcher(text);
        int at = 0;
        while (at < text.length() && !text.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new TargetQueryException(TargetQueryException.Reason.SELECTOR, text, at, text.length());
            }
            requirements.add(requirement(text, matcher));
            at = matcher.end();
        }
        return new LabelSelector(requirements);
    }

    private static Requirement requirement(String text, Matcher matcher) throws TargetQueryException {
        String key = matcher.group("key");
        String operator = matcher.group("operator");
        String set = matcher.group("set");
        if (matcher.group("absent") != null) {
            if (operator != null || set != null) {
                throw new TargetQueryException(
                        TargetQueryException.Reason.SELECTOR, text, matcher.start(), matcher.end());
            }
            return new Requirement(key, Operator.ABSENT, Set.of());
        }
        if (operator != null) {
            Operator meant = operator.equals("!=") ? Operator.NOT_IN : Operator.IN;
            return new Requirement(key, meant, Set.of(matcher.group("value")));
        }
        if (set == null) {
            return new Requirement(key, Operator.EXISTS, Set.of());
        }
        Set<String> values = new TreeSet<>();
        for (String value : matcher.group("values").split(",", -1)) {
            if (!ONE_VALUE.matcher(value.strip()).matches()) {
                throw new TargetQueryException(
                        TargetQueryException.Reason.SELECTOR, text, matcher.start("values"), matcher.end("values"));
            }
            values.add(value.strip());
        }
        return new Requirement(key, set.equals("in") ? Operator.IN : Operator.NOT_IN, Set.copyOf(values));
    }

    /// Whether labels meet it.
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }
}
