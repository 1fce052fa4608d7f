package dev.tollgate.platform;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the operation does not have: a misspelt filter would otherwise answer with too much, and a misspelt
 * {@code dryRun} would write.
 */
class QueryParameters {

    private final Map<Method, List<String>> allowed = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ResourceInfo resource, UriInfo uri) {
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        Method method = resource.getResourceMethod();
        if (method == null || (given.isEmpty() && !hasNul(uri.getPath()))) {
            return;
        }
        List<String> names = allowed.computeIfAbsent(method, QueryParameters::names);
        List<FieldError> errors = new ArrayList<>();
        given.forEach((name, values) -> {
            if (!names.contains(name)) {
                errors.add(unknown(name, names));
            } else if (values.stream().anyMatch(String::isEmpty)) {
                errors.add(FieldError.parameter(name, "required", name + " has no value"));
            } else if (values.stream().anyMatch(QueryParameters::hasNul)) {
                errors.add(FieldError.parameter(name, "bad-text", name + " contains the character U+0000"));
            }
        });
        if (hasNul(uri.getPath())) {
            errors.add(FieldError.parameter("path", "bad-text", "the path contains the character U+0000"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).toException();
        }
    }

    private static FieldError unknown(String name, List<String> names) {
        FieldError error = FieldError.parameter(
                name, "unknown-parameter", "there is no query parameter '%s' here".formatted(name));
        return names.isEmpty() ? error : error.allowing(names);
    }

    /** No text of ours holds U+0000, and PostgreSQL would fail on it. */
    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static List<String> names(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(QueryParameters::names)
                .toList();
    }

    private static Stream<String> names(Parameter parameter) {
        if (!parameter.isAnnotationPresent(BeanParam.class)) {
            return name(parameter);
        }
        Class<?> bean = parameter.getType();
        return bean.isRecord()
                ? Arrays.stream(bean.getRecordComponents())
                        .map(RecordComponent::getAccessor)
                        .flatMap(QueryParameters::name)
                : Arrays.stream(bean.getDeclaredFields()).flatMap(QueryParameters::name);
    }

    private static Stream<String> name(AnnotatedElement element) {
        return Stream.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value);
    }
}
