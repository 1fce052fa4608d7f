package dev.tollgate.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place of a request that is wrong. Exactly one of {@code pointer}, {@code parameter} and {@code header} says where.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body; empty for the body as a whole
 * @param parameter name of a path or query parameter
 * @param header name of a request header
 * @param code what is wrong, as a short word for programs, such as {@code unknown-field}
 * @param detail what is wrong, as a sentence for people
 * @param allowed what would have been right, where that is a small set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(
        @Nullable String pointer,
        @Nullable String parameter,
        @Nullable String header,
        String code,
        String detail,
        @Nullable List<String> allowed) {

    public static FieldError pointer(String pointer, String code, String detail) {
        return new FieldError(pointer, null, null, code, detail, null);
    }

    public static FieldError parameter(String parameter, String code, String detail) {
        return new FieldError(null, parameter, null, code, detail, null);
    }

    public static FieldError header(String header, String code, String detail) {
        return new FieldError(null, null, header, code, detail, null);
    }

    /** The same error, naming what would have been right. */
    public FieldError allowing(Collection<String> values) {
        return new FieldError(pointer, parameter, header, code, detail, List.copyOf(values));
    }

    /** The same error one level down: {@code /name} becomes {@code /evidence/3/name} under {@code /evidence/3}. */
    public FieldError under(String parent) {
        return pointer == null ? this : new FieldError(parent + pointer, null, null, code, detail, allowed);
    }
}
