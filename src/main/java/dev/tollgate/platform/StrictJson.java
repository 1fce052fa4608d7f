package dev.tollgate.platform;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads request bodies. Syntax errors stop at the first; all others are collected, constraints included, and named in one problem. */
@Singleton
class StrictJson {

    private static final Map<String, String> CODES = Map.of(
            "NotNull", "required",
            "NotBlank", "required",
            "NotEmpty", "required",
            "Size", "bad-length",
            "Pattern", "bad-format",
            "Min", "out-of-range",
            "Max", "out-of-range",
            "Positive", "out-of-range");

    private final Validator validator;

    StrictJson(Validator validator) {
        this.validator = validator;
    }

    /** A valid value of the type, which is a record type or a {@link Body} of one; throws {@link ProblemException} otherwise. */
    Object read(byte[] bytes, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Body.class) {
            return new Body<>(read(bytes, generic.getActualTypeArguments()[0]), bytes);
        }
        JsonNode tree = JsonSyntax.parse(bytes);
        JsonBinder binder = new JsonBinder();
        Object value = binder.bind(type, tree, JsonPointer.WHOLE);
        List<FieldError> errors = all(binder.errors(), value);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).toException();
        }
        if (value == null) {
            throw Problem.invalid(FieldError.pointer(JsonPointer.WHOLE, "required", "the body must be an object"))
                    .toException();
        }
        return value;
    }

    /** A field that could not be read is absent in the record; that it is required is then no second error. */
    private List<FieldError> all(List<FieldError> unreadable, @Nullable Object value) {
        if (value == null) {
            return unreadable;
        }
        List<String> known = unreadable.stream().map(FieldError::pointer).toList();
        Stream<FieldError> violations = validator.validate(value).stream()
                .map(StrictJson::error)
                .filter(error -> !known.contains(error.pointer()))
                .sorted((a, b) -> String.valueOf(a.pointer()).compareTo(String.valueOf(b.pointer())));
        return Stream.concat(unreadable.stream(), violations).toList();
    }

    private static FieldError error(ConstraintViolation<?> violation) {
        String pointer = JsonPointer.of(violation.getPropertyPath());
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        return FieldError.pointer(pointer, code(violation), name + " " + violation.getMessage());
    }

    static String code(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return CODES.getOrDefault(constraint, "invalid");
    }
}
