package dev.faultline.app.filter;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.faultline.app.filter.Term.Operator;
import dev.faultline.app.filter.Term.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads a checked expression of CEL as a [Term], where it is that plain.
final class CelTerms {
    private static final Map<String, Operator> OPERATORS = Map.of(
            "_==_", Operator.EQUAL,
            "_!=_", Operator.UNEQUAL,
            "_<_", Operator.LESS,
            "_<=_", Operator.AT_MOST,
            "_>_", Operator.MORE,
            "_>=_", Operator.AT_LEAST);
    private static final Map<String, Place> PLACES =
            Map.of("contains", Place.ANYWHERE, "startsWith", Place.BEGINNING, "endsWith", Place.END);

    private CelTerms() {}

    /// The term, or null when the expression says more than terms can.
    static @Nullable Term of(CelExpr expression) {
        String field = field(expression);
        if (field != null) {
            return new Term.Is(field);
        }
        return switch (expression.getKind()) {
            case CALL -> call(expression.call());
            case CONSTANT -> constant(expression.constant());
            default -> null;
        };
    }

    private static @Nullable Term constant(CelConstant constant) {
        if (constant.getKind() != CelConstant.Kind.BOOLEAN_VALUE) {
            return null;
        }
        return constant.booleanValue() ? new Term.All(List.of()) : new Term.Any(List.of());
    }

    private static @Nullable Term call(CelExpr.CelCall call) {
        List<CelExpr> arguments = call.args();
        Operator operator = OPERATORS.get(call.function());
        if (operator != null) {
            return compare(operator, arguments.get(0), arguments.get(1));
        }
        Place place = PLACES.get(call.function());
        if (place != null && call.target().isPresent() && arguments.size() == 1) {
            String field = field(call.target().get());
            return field != null && value(arguments.getFirst()) instanceof String text
                    ? new Term.Has(field, place, text)
                    : null;
        }
        return switch (call.function()) {
            case "_&&_" -> all(arguments);
            case "_||_" -> any(arguments);
            case "!_" -> not(arguments.getFirst());
            case "@in" -> among(arguments.get(0), arguments.get(1));
            default -> null;
        };
    }

    private static @Nullable Term all(List<CelExpr> expressions) {
        Term left = of(expressions.get(0));
        Term right = of(expressions.get(1));
        return left == null || right == null ? null : new Term.All(List.of(left, right));
    }

    private static @Nullable Term any(List<CelExpr> expressions) {
        Term left = of(expressions.get(0));
        Term right = of(expressions.get(1));
        return left == null || right == null ? null : new Term.Any(List.of(left, right));
    }

    private static @Nullable Term not(CelExpr expression) {
        Term term = of(expression);
        return term == null ? null : new Term.Not(term);
    }

    private static @Nullable Term compare(Operator operator, CelExpr left, CelExpr right) {
        String field = field(left);
        Object value = value(right);
        if (field != null && value != null) {
            return new Term.Compare(field, operator, value);
        }
        String other = field(right);
        Object first = value(left);
        return other == null || first == null ? null : new Term.Compare(other, turned(operator), first);
    }

    private static Operator turned(Operator operator) {
        return switch (operator) {
            case EQUAL, UNEQUAL -> operator;
            case LESS -> Operator.MORE;
            case AT_MOST -> Operator.AT_LEAST;
            case MORE -> Operator.LESS;
            case AT_LEAST -> Operator.AT_MOST;
        };
    }

    private static @Nullable Term among(CelExpr one, CelExpr many) {
        String field = field(one);
        if (field == null || many.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (CelExpr element : many.list().elements()) {
            Object value = value(element);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new Term.Any(values.stream()
                .<Term>map(value -> new Term.Compare(field, Operator.EQUAL, value))
                .toList());
    }

    /// Name of the field that the expression is, or null.
    private static @Nullable String field(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT ->
                FilterFields.find(expression.ident().name()) == null
                        ? null
                        : expression.ident().name();
            case SELECT -> selected(expression.select());
            default -> null;
        };
    }

    private static @Nullable String selected(CelExpr.CelSelect select) {
        if (select.testOnly() || select.operand().getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return null;
        }
        String name = select.operand().ident().name() + "." + select.field();
        return FilterFields.find(name) == null ? null : name;
    }

    /// The number, text or time that the expression is, or null.
    private static @Nullable Object value(CelExpr expression) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.CALL) {
            CelExpr.CelCall call = expression.call();
            boolean time = call.function().equals("timestamp") && call.args().size() == 1;
            return time && value(call.args().getFirst()) instanceof String text ? nanos(text) : null;
        }
        if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return null;
        }
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case INT64_VALUE -> constant.int64Value();
            case STRING_VALUE -> constant.stringValue();
            default -> null;
        };
    }

    private static @Nullable Long nanos(String time) {
        try {
            Instant instant = Instant.parse(time);
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
