package dev.faultline.app.k8s.targets;

import dev.faultline.app.k8s.AddressBlock;
import dev.faultline.engine.common.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// A search over targets as a user types it. All its terms must hold:
///
/// - `cart`: the name, or namespace and name, contain it, in any case
/// - `/^cart-[0-9]+$/`: a regular expression over the name
/// - `app=cart`, `tier!=db`, `label:env`, several with commas: a label selector
/// - `10.0.3.7`, `10.0.3.0/24`, `ip:fd00::1`: an address
/// - `node:NAME`, `ns:NAME`, `kind:Deployment`: on that node, in that namespace, of that kind
public final class TargetQuery {
    /// Finds everything.
    public static final TargetQuery ALL = new TargetQuery("", List.of());

    private static final Pattern TERM = Pattern.compile(
            "/(?:[^/\\\\]|\\\\.)+/(?=\\s|$)" + "|[^\\s=!,]+\\s+(?:in|notin)\\s*\\([^()]*\\)\\S*" + "|\\S+");
    private static final Pattern FIELD = Pattern.compile("([a-z]+):(.+)");
    private static final Pattern SELECTOR = Pattern.compile(".*[=(].*|!.+");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]+(\\.[0-9]+){3}(/[0-9]+)?|[0-9a-fA-F]*:[0-9a-fA-F:.]+(/[0-9]+)?");

    private final String text;
    private final List<Term> terms;

    /// One condition, given what else there is.
    private interface Term {
        boolean matches(Target target, TargetSnapshot all);
    }

    private TargetQuery(String text, List<Term> terms) {
        this.text = text;
        this.terms = terms;
    }

    /// Understands a search.
    ///
    /// @throws TargetQueryException when it cannot; says where
    public static TargetQuery parse(String text) throws TargetQueryException {
        List<Term> terms = new ArrayList<>();
        Matcher matcher = TERM.matcher(text);
        while (matcher.find()) {
            terms.add(term(matcher.group(), text, matcher.start()));
        }
        return new TargetQuery(text, terms);
    }

    private static Term term(String term, String text, int at) throws TargetQueryException {
        if (term.length() > 2 && term.startsWith("/") && term.endsWith("/")) {
            return regex(term.substring(1, term.length() - 1), text, at + 1);
        }
        if (ADDRESS.matcher(term).matches()) {
            return address(term, text, at);
        }
        Matcher field = FIELD.matcher(term);
        if (field.matches()) {
            return field(field.group(1), field.group(2), text, at);
        }
        if (SELECTOR.matcher(term).matches()) {
            return selector(term, text, at);
        }
        String word = term.toLowerCase(Locale.ROOT);
        return (target, all) -> fullName(target).toLowerCase(Locale.ROOT).contains(word);
    }

    private static Term field(String field, String value, String text, int at) throws TargetQueryException {
        int valueAt = at + field.length() + 1;
        return switch (field) {
            case "node" -> (target, all) -> onNode(target, all, value);
            case "ns", "namespace" -> (target, all) -> namespace(target).equals(value);
            case "kind" -> (target, all) -> target.ref().kindName().equalsIgnoreCase(value);
            case "ip" -> address(value, text, valueAt);
            case "label" -> selector(value, text, valueAt);
            default -> throw new TargetQueryException(TargetQueryException.Reason.FIELD, text, at, at + field.length());
        };
    }

    private static Term regex(String regex, String text, int at) throws TargetQueryException {
        try {
            Predicate<String> pattern = Pattern.compile(regex).asPredicate();
            return (target, all) -> pattern.test(target.name());
        } catch (PatternSyntaxException e) {
            int from = Math.clamp(at + (long) Math.max(0, e.getIndex()), at, at + regex.length() - 1);
            throw new TargetQueryException(TargetQueryException.Reason.REGEX, text, from, at + regex.length());
        }
    }

    private static Term selector(String selector, String text, int at) throws TargetQueryException {
        try {
            LabelSelector labels = LabelSelector.parse(selector);
            return (target, all) -> labels.matches(target.labels());
        } catch (TargetQueryException e) {
            throw new TargetQueryException(e.reason(), text, at + e.from(), at + e.to());
        }
    }

    private static Term address(String address, String text, int at) throws TargetQueryException {
        try {
            AddressBlock block = AddressBlock.parse(address);
            return (target, all) -> addresses(target, all).anyMatch(block::contains);
        } catch (IllegalArgumentException e) {
            throw new TargetQueryException(TargetQueryException.Reason.ADDRESS, text, at, at + address.length());
        }
    }

    private static String fullName(Target target) {
        return target.namespace().isEmpty() ? target.name() : target.namespace() + "/" + target.name();
    }

    private static String namespace(Target target) {
        return target instanceof NamespaceTarget ? target.name() : target.namespace();
    }

    private static boolean onNode(Target target, TargetSnapshot all, String node) {
        return switch (target) {
            case NodeTarget itself -> itself.name().equals(node);
            case PodTarget pod -> node.equals(pod.node());
            case ServiceTarget service -> service.backends().stream().anyMatch(backend -> node.equals(backend.node()));
            case WorkloadTarget workload ->
                all.podsOf(workload.ref()).stream().anyMatch(pod -> node.equals(pod.node()));
            case NamespaceTarget namespace -> false;
        };
    }

    private static Stream<IpAddress> addresses(Target target, TargetSnapshot all) {
        return switch (target) {
            case NodeTarget node -> node.ips().stream();
            case PodTarget pod -> pod.ips().stream();
            case ServiceTarget service ->
                Stream.concat(
                        service.ips().stream(), service.backends().stream().map(ServiceTarget.Backend::ip));
            case WorkloadTarget workload -> all.podsOf(workload.ref()).stream().flatMap(pod -> pod.ips().stream());
            case NamespaceTarget namespace -> Stream.empty();
        };
    }

    /// The search as typed.
    public String text() {
        return text;
    }

    /// Whether it finds a target.
    ///
    /// @param all that the target is part of
    public boolean matches(Target target, TargetSnapshot all) {
        return terms.stream().allMatch(term -> term.matches(target, all));
    }

    /// All that it finds, in the order of the snapshot.
    public List<Target> search(TargetSnapshot all) {
        return all.targets().filter(target -> matches(target, all)).toList();
    }
}
