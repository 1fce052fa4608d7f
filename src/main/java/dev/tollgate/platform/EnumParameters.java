package dev.tollgate.platform;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enum parameters by their exact names; any other value is a 400 that lists them, where Quarkus REST would answer 404. */
@Provider
class EnumParameters implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked") // the converter gives what the class it was made for contains
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return type.isEnum() ? (ParamConverter<T>) new OneOf(type.getEnumConstants(), name(annotations)) : null;
    }

    private static String name(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            }
            if (annotation instanceof PathParam path) {
                return path.value();
            }
        }
        return "parameter";
    }

    private record OneOf(Object[] constants, String parameter) implements ParamConverter<Object> {

        @Override
        public Object fromString(String value) {
            List<String> names = Arrays.stream(constants)
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList();
            int index = names.indexOf(value);
            if (index < 0) {
                String detail = "%s must be one of %s".formatted(parameter, String.join(", ", names));
                throw Problem.invalid(FieldError.parameter(parameter, "not-allowed", detail)
                                .allowing(names))
                        .toException();
            }
            return constants[index];
        }

        @Override
        public String toString(Object value) {
            return ((Enum<?>) value).name();
        }
    }
}
