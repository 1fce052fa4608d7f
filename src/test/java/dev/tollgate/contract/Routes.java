package dev.tollgate.contract;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of the service, read from the annotations of its compiled classes; no server needed. */
final class Routes {

    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, PUT.class, POST.class, PATCH.class, DELETE.class);

    private Routes() {}

    /**
     * @param permission what the method's annotation asks for: a permission, {@code authenticated}, {@code public}, or {@code unguarded} where
     *     it has none
     * @param source the method, for people
     * @param queryParameters those that the method reads, also through a {@code @BeanParam} record
     */
    record Route(String method, String path, String permission, String source, Set<String> queryParameters) {

        String route() {
            return method + " " + path;
        }
    }

    static List<Route> all() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.tollgate").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .flatMap(Routes::routesOf)
                        .toList();
    }

    private static Stream<Route> routesOf(JavaMethod method) {
        return METHODS.stream()
                .filter(method::isAnnotatedWith)
                .map(verb -> new Route(
                        verb.getSimpleName(),
                        path(method.getOwner(), method),
                        permission(method.getOwner(), method),
                        method.getFullName(),
                        queryParameters(method)));
    }

    private static Set<String> queryParameters(JavaMethod method) {
        return Arrays.stream(method.reflect().getParameters())
                .flatMap(Routes::queryParameters)
                .map(QueryParam::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<QueryParam> queryParameters(Parameter parameter) {
        if (parameter.isAnnotationPresent(BeanParam.class)) {
            // A record's annotations stand on its fields as well, so one way reads both kinds of bean.
            return Arrays.stream(parameter.getType().getDeclaredFields())
                    .flatMap(field -> Stream.ofNullable(field.getAnnotation(QueryParam.class)));
        }
        return Stream.ofNullable(parameter.getAnnotation(QueryParam.class));
    }

    private static String path(JavaClass type, JavaMethod method) {
        String path = "/" + pathOf(type) + "/" + pathOf(method);
        // A template's regular expression is the code's own affair: {slug: [a-z]+} is {slug} in the contract.
        String plain = path.replaceAll("\\{\\s*(\\w+)\\s*(:[^{}]*)?}", "{$1}").replaceAll("/+", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static String pathOf(HasAnnotations<?> annotated) {
        return annotated.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
    }

    private static String permission(JavaClass type, JavaMethod method) {
        return Stream.of(permissionOf(method), permissionOf(type))
                .filter(permission -> !permission.isEmpty())
                .findFirst()
                .orElse("unguarded");
    }

    private static String permissionOf(HasAnnotations<?> annotated) {
        if (annotated.isAnnotatedWith(PermissionsAllowed.class)) {
            return String.join(
                    " or ",
                    Arrays.asList(annotated
                            .getAnnotationOfType(PermissionsAllowed.class)
                            .value()));
        }
        if (annotated.isAnnotatedWith(Authenticated.class)) {
            return "authenticated";
        }
        return annotated.isAnnotatedWith(PermitAll.class) ? "public" : "";
    }
}
