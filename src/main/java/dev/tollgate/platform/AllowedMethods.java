package dev.tollgate.platform;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The methods that a path has, for the {@code Allow} header of a 405: Quarkus REST knows that one is missing, but not which exist. */
@Singleton
class AllowedMethods {

    private static final Pattern TEMPLATE = Pattern.compile("[{]\\s*\\w+\\s*(?::\\s*(.+?)\\s*)?[}]");

    private final BeanManager beans;

    AllowedMethods(BeanManager beans) {
        this.beans = beans;
    }

    private record Route(String method, Pattern path) {}

    /** Comma-separated and sorted, {@code HEAD} and {@code OPTIONS} included. */
    String at(String path) {
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : routes()) {
            if (route.path().matcher(path).matches()) {
                methods.add(route.method());
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        methods.add(HttpMethod.OPTIONS);
        return String.join(", ", methods);
    }

    /** Looked up anew each time: a 405 is rare, and a table would have to outlive reloads. */
    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                Arrays.stream(bean.getBeanClass().getDeclaredMethods())
                        .forEach(method -> add(routes, root.value(), method));
            }
        }
        return routes;
    }

    private static void add(List<Route> routes, String root, Method method) {
        Path own = method.getAnnotation(Path.class);
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                routes.add(new Route(http.value(), pattern(root + "/" + (own == null ? "" : own.value()))));
            }
        }
    }

    private static Pattern pattern(String template) {
        String clean = ("/" + template).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
        StringBuilder regex = new StringBuilder();
        Matcher parameter = TEMPLATE.matcher(clean);
        int end = 0;
        while (parameter.find()) {
            String own = parameter.group(1);
            regex.append(Pattern.quote(clean.substring(end, parameter.start())))
                    .append(own == null ? "[^/]+" : "(?:" + own + ")");
            end = parameter.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(clean.substring(end))).append("/?").toString());
    }
}
