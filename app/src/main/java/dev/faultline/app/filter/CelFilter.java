package dev.faultline.app.filter;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A filter in CEL (Common Expression Language, cel.dev), checked against the fields' types when it is
/// compiled.
final class CelFilter implements FindingFilter {
    private static final CelCompiler COMPILER = compiler();

    private final String text;
    private final CelRuntime.Program program;
    private final EndpointNames names;
    private final @Nullable Term term;

    private CelFilter(String text, CelRuntime.Program program, EndpointNames names, @Nullable Term term) {
        this.text = text;
        this.program = program;
        this.names = names;
        this.term = term;
    }

    static CelFilter compile(String text) throws FilterException {
        CelValidationResult checked = COMPILER.compile(text);
        if (checked.hasError()) {
            throw CelProblem.of(text, checked.getErrors().getFirst());
        }
        try {
            CelRuntime.Program program = runtime(Instant.now()).createProgram(checked.getAst());
            return new CelFilter(
                    text,
                    program,
                    EndpointNames.NONE,
                    CelTerms.of(checked.getAst().getExpr()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new FilterException(String.valueOf(e.getMessage()), 0, text.length());
        }
    }

    private static CelCompiler compiler() {
        CelType key = TypeParamType.create("K");
        CelType value = TypeParamType.create("V");
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setResultType(SimpleType.BOOL)
                .addFunctionDeclarations(
                        CelFunctionDecl.newFunctionDeclaration(
                                "now", CelOverloadDecl.newGlobalOverload("now", SimpleType.TIMESTAMP)),
                        CelFunctionDecl.newFunctionDeclaration(
                                "map_get",
                                CelOverloadDecl.newGlobalOverload(
                                        "map_get", value, MapType.create(key, value), key, value)));
        FilterFields.all().forEach(field -> builder.addVar(field.name(), type(field.type())));
        return builder.build();
    }

    private static CelType type(FilterFields.Type type) {
        return switch (type) {
            case BOOL -> SimpleType.BOOL;
            case INT -> SimpleType.INT;
            case STRING -> SimpleType.STRING;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
            case LIST -> ListType.create(SimpleType.STRING);
        };
    }

    /// @param now what `now()` stays at, so that a filter means the same for all findings
    private static CelRuntime runtime(Instant now) {
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .addFunctionBindings(
                        CelFunctionBinding.from("now", List.of(), arguments -> now),
                        CelFunctionBinding.from(
                                "map_get",
                                List.of(Map.class, Object.class, Object.class),
                                arguments -> mapGet((Map<?, ?>) arguments[0], arguments[1], arguments[2])))
                .build();
    }

    private static Object mapGet(Map<?, ?> map, Object key, Object otherwise) {
        Object value = map.get(key);
        return value == null ? otherwise : value;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public CelFilter with(EndpointNames known) {
        return new CelFilter(text, program, known, term);
    }

    @Override
    public Optional<Term> term() {
        return Optional.ofNullable(term);
    }

    @Override
    public boolean isTextSearch() {
        return false;
    }

    /// A finding for which the expression has no value (it divides by zero, say) does not match.
    @Override
    public boolean test(Finding finding) {
        try {
            Object result = program.eval(name -> Optional.ofNullable(FilterFields.value(name, finding, names)));
            return Boolean.TRUE.equals(result);
        } catch (CelEvaluationException e) {
            return false;
        }
    }
}
