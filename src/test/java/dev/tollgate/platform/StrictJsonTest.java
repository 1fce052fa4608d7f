package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.lifecycle.RiskTier;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private final StrictJson json = new StrictJson(VALIDATOR);

    record Subject(
            @NotBlank String name,

            @Nullable @Pattern(regexp = "sha256:[0-9a-f]{4}") String digest) {}

    record Report(
            @NotNull @Size(min = 1, max = 5) String title,
            @Nullable RiskTier tier,
            @Nullable Integer count,
            @Nullable Long big,
            @Nullable Boolean done,
            @Nullable BigDecimal exact,
            @Nullable Instant observedAt,
            @Nullable LocalDate reviewOn,
            @Nullable @Valid Subject subject,
            @Nullable @Valid List<Subject> subjects,
            @Nullable List<String> reopen,
            @Nullable Map<String, Double> metrics,
            @Nullable Map<@Size(max = 3) String, @Size(max = 3) String> labels,
            @Nullable JsonNode data) {}

    record Refusing(int number) {
        Refusing {
            if (number < 0) {
                throw new IllegalArgumentException("number must not be negative");
            }
        }
    }

    @Test
    void everyTypeOfFieldIsRead() {
        Report report = (Report) read("""
                {"title": "a", "tier": "LOW", "count": 3, "big": 9007199254740993, "done": true, "exact": 0.10,
                 "observedAt": "2026-11-22T10:30:00.123456+01:00", "reviewOn": "2026-12-01", "subject": {"name": "churn"},
                 "subjects": [{"name": "x", "digest": "sha256:00ff"}], "reopen": ["a", "b"], "metrics": {"auc": 0.5, "n": 7},
                 "labels": {"a~b": "c"}, "data": {"free": [1, {"deep": null}]}}
                """);

        assertThat(report.tier()).isEqualTo(RiskTier.LOW);
        assertThat(report.count()).isEqualTo(3);
        assertThat(report.big()).isEqualTo(9_007_199_254_740_993L);
        assertThat(report.done()).isTrue();
        assertThat(report.exact()).isEqualTo(new BigDecimal("0.10"));
        assertThat(report.observedAt()).isEqualTo(Instant.parse("2026-11-22T09:30:00.123456Z"));
        assertThat(report.reviewOn()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(report.subject()).isEqualTo(new Subject("churn", null));
        assertThat(report.subjects()).containsExactly(new Subject("x", "sha256:00ff"));
        assertThat(report.reopen()).containsExactly("a", "b");
        assertThat(report.metrics()).containsExactly(Map.entry("auc", 0.5), Map.entry("n", 7.0));
        assertThat(report.labels()).containsExactly(Map.entry("a~b", "c"));
        assertThat(report.data()).hasToString("{\"free\":[1,{\"deep\":null}]}");
    }

    @Test
    void absentAndNullAreTheSame() {
        assertThat(read("{\"title\":\"a\",\"tier\":null}")).isEqualTo(read("{\"title\":\"a\"}"));
    }

    @Test
    void aBodyKeepsItsExactBytes() throws NoSuchMethodException {
        byte[] sent = " {\"title\" : \"ä\"}\n".getBytes(StandardCharsets.UTF_8);

        Object body = json.read(
                sent, StrictJsonTest.class.getDeclaredMethod("bodyOfReport").getGenericReturnType());

        assertThat(body)
                .isInstanceOfSatisfying(
                        Body.class, read -> assertThat(read.bytes()).isEqualTo(sent));
    }

    static @Nullable Body<Report> bodyOfReport() {
        return null;
    }

    /** JSON, then every error as {@code pointer code}. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("", " required"),
                Arguments.of("  \n", " required"),
                Arguments.of("null", " required"),
                Arguments.of("[]", " wrong-type"),
                Arguments.of("\"text\"", " wrong-type"),
                Arguments.of("{", " malformed-json"),
                Arguments.of("{\"title\":\"a\",}", " malformed-json"),
                Arguments.of("{\"title\":\"a\"} x", " malformed-json"),
                Arguments.of("{\"title\":\"a\"}{}", " malformed-json"),
                Arguments.of("{'title':'a'}", " malformed-json"),
                Arguments.of("{\"title\":\"a\"/*c*/}", " malformed-json"),
                Arguments.of("{\"title\":\"a\",\"count\":01}", " malformed-json"),
                Arguments.of("{\"title\":\"a\",\"count\":+1}", " malformed-json"),
                Arguments.of("\uFEFF{\"title\":\"a\"}", " malformed-json"),
                Arguments.of("{\"title\":\"a\",\"title\":\"b\"}", " duplicate-field"),
                Arguments.of("{\"title\":\"a\",\"data\":{\"x\":1,\"x\":1}}", " duplicate-field"),
                Arguments.of("{\"title\":\"a\",\"colour\":1}", "/colour unknown-field"),
                Arguments.of("{\"title\":\"a\",\"Title\":\"b\"}", "/Title unknown-field"),
                Arguments.of("{\"title\":\"a\",\"subject\":{\"name\":\"x\",\"a/b\":1}}", "/subject/a~1b unknown-field"),
                Arguments.of("{}", "/title required"),
                Arguments.of("{\"title\":null}", "/title required"),
                Arguments.of("{\"title\":1}", "/title wrong-type"),
                Arguments.of("{\"title\":true}", "/title wrong-type"),
                Arguments.of("{\"title\":[\"a\"]}", "/title wrong-type"),
                Arguments.of("{\"title\":\"\"}", "/title bad-length"),
                Arguments.of("{\"title\":\"abcdef\"}", "/title bad-length"),
                Arguments.of("{\"title\":\"a\\u0000b\"}", "/title bad-text"),
                Arguments.of("{\"title\":\"a\\ud800\"}", "/title bad-text"),
                Arguments.of("{\"title\":\"\\udc00\\ud800\"}", "/title bad-text"),
                Arguments.of("{\"title\":\"a\",\"data\":{\"\\u0000\":1}}", "/data/\0 bad-text"),
                Arguments.of("{\"title\":\"a\",\"tier\":\"low\"}", "/tier not-allowed"),
                Arguments.of("{\"title\":\"a\",\"tier\":\"\"}", "/tier not-allowed"),
                Arguments.of("{\"title\":\"a\",\"tier\":0}", "/tier wrong-type"),
                Arguments.of("{\"title\":\"a\",\"count\":\"1\"}", "/count wrong-type"),
                Arguments.of("{\"title\":\"a\",\"count\":1.0}", "/count wrong-type"),
                Arguments.of("{\"title\":\"a\",\"count\":2147483648}", "/count wrong-type"),
                Arguments.of("{\"title\":\"a\",\"big\":9223372036854775808}", "/big wrong-type"),
                Arguments.of("{\"title\":\"a\",\"done\":\"true\"}", "/done wrong-type"),
                Arguments.of("{\"title\":\"a\",\"done\":1}", "/done wrong-type"),
                Arguments.of("{\"title\":\"a\",\"exact\":\"1\"}", "/exact wrong-type"),
                Arguments.of("{\"title\":\"a\",\"observedAt\":1795380539}", "/observedAt wrong-type"),
                Arguments.of("{\"title\":\"a\",\"observedAt\":\"2026-11-22\"}", "/observedAt bad-format"),
                Arguments.of("{\"title\":\"a\",\"observedAt\":\"2026-11-22T10:30:00\"}", "/observedAt bad-format"),
                Arguments.of("{\"title\":\"a\",\"observedAt\":\"2026-02-30T10:30:00Z\"}", "/observedAt bad-format"),
                Arguments.of("{\"title\":\"a\",\"observedAt\":\"+99999-01-01T00:00:00Z\"}", "/observedAt bad-format"),
                Arguments.of("{\"title\":\"a\",\"reviewOn\":[2026,1,1]}", "/reviewOn wrong-type"),
                Arguments.of("{\"title\":\"a\",\"reviewOn\":\"2026-13-01\"}", "/reviewOn bad-format"),
                Arguments.of("{\"title\":\"a\",\"subject\":\"churn\"}", "/subject wrong-type"),
                Arguments.of("{\"title\":\"a\",\"subject\":{}}", "/subject/name required"),
                Arguments.of("{\"title\":\"a\",\"subjects\":{}}", "/subjects wrong-type"),
                Arguments.of("{\"title\":\"a\",\"subjects\":[null]}", "/subjects/0 wrong-type"),
                Arguments.of(
                        "{\"title\":\"a\",\"subjects\":[{\"name\":\"x\"},{\"name\":\" \"}]}",
                        "/subjects/1/name required"),
                Arguments.of(
                        "{\"title\":\"a\",\"subjects\":[{\"name\":\"x\",\"digest\":\"md5:1\"}]}",
                        "/subjects/0/digest bad-format"),
                Arguments.of("{\"title\":\"a\",\"reopen\":\"a\"}", "/reopen wrong-type"),
                Arguments.of("{\"title\":\"a\",\"metrics\":[]}", "/metrics wrong-type"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":null}}", "/metrics/auc wrong-type"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":\"0.5\"}}", "/metrics/auc wrong-type"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":\"NaN\"}}", "/metrics/auc wrong-type"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":\"Infinity\"}}", "/metrics/auc wrong-type"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":NaN}}", "/metrics/auc not-finite"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":-Infinity}}", "/metrics/auc not-finite"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":1e999}}", "/metrics/auc not-finite"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":-1e999999999}}", "/metrics/auc not-finite"),
                Arguments.of("{\"title\":\"a\",\"data\":{\"deep\":[1e400]}}", "/data/deep/0 not-finite"),
                Arguments.of("{\"title\":\"a\",\"data\":{\"deep\":[1e-99999999999]}}", "/data/deep/0 not-finite"),
                Arguments.of("{\"title\":\"a\",\"metrics\":{\"auc\":1e-99999999999}}", "/metrics/auc not-finite"),
                Arguments.of("{\"title\":\"a\",\"data\":1" + "0".repeat(400) + "}", "/data not-finite"),
                Arguments.of("{\"title\":\"a\",\"data\":" + "1".repeat(2000) + "}", " malformed-json"),
                Arguments.of("{\"title\":\"a\",\"labels\":{\"k\":\"long\"}}", "/labels/k bad-length"),
                Arguments.of(
                        "{\"tier\":\"x\",\"count\":\"1\",\"y\":1,\"z\":1}",
                        "/y unknown-field, /z unknown-field, /tier not-allowed, /count wrong-type, /title required"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsWrongIsNamedByItsPlace(String text, String errors) {
        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8), Report.class)).isEqualTo(errors);
    }

    @Test
    void nestingHasALimit() {
        assertThat(read("{\"title\":\"a\",\"data\":" + "[".repeat(63) + "]".repeat(63) + "}"))
                .isNotNull();
        assertThat(refusal(bytes("{\"title\":\"a\",\"data\":" + "[".repeat(64) + "]".repeat(64) + "}"), Report.class))
                .endsWith("/0 too-deep");
        assertThat(refusal(bytes("[".repeat(100_000)), Report.class)).endsWith("/0 too-deep");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        ByteArrayOutputStream latin1 = new ByteArrayOutputStream();
        latin1.writeBytes(bytes("{\"title\":\""));
        latin1.write(0xE4);
        latin1.writeBytes(bytes("\"}"));

        assertThat(refusal(latin1.toByteArray(), Report.class)).isEqualTo(" not-utf-8");
        assertThat(refusal("{\"title\":\"a\"}".getBytes(StandardCharsets.UTF_16), Report.class))
                .isEqualTo(" not-utf-8");
    }

    @Test
    void aRecordThatRefusesItsValueIsAnErrorOfThatPlace() {
        assertThat(refusal(bytes("{\"number\":-1}"), Refusing.class)).isEqualTo(" invalid");
    }

    @Test
    void theMessageSpeaksToTheCallerNotToTheProgrammer() {
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> json.read(bytes("{\"title\":nope}"), Report.class));

        assertThat(problem.problem().detail())
                .startsWith("the body is not valid JSON (line 1, column ")
                .doesNotContain("Feature", "StreamRead", "REDACTED", "StringReader");
    }

    private Object read(String text) {
        return json.read(bytes(text), Report.class);
    }

    private String refusal(byte[] bytes, Class<?> type) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> json.read(bytes, type));
        assertThat(refused).isNotNull();
        assertThat(refused.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
        return refused.problem().errors().stream()
                .map(error -> error.pointer() + " " + error.code())
                .collect(Collectors.joining(", "));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
