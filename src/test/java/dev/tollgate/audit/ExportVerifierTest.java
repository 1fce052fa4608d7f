package dev.tollgate.audit;

import static dev.tollgate.audit.Export.CHURN;
import static dev.tollgate.audit.Export.KEY;
import static dev.tollgate.audit.Export.ORIGIN;
import static dev.tollgate.audit.Export.bytes;
import static dev.tollgate.audit.Export.ofTwelve;
import static dev.tollgate.audit.Export.verify;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.seal.SignedNote;
import dev.tollgate.seal.SigningKey;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Every way to tamper with an export that an auditor should hear of. The log has twelve events of two projects and the platform on lines 2 to
 * 13: of churn on 2 and 6, 7, 9, 10, 12, 13; of fraud on 3, 5, 8, 11; of the platform on 4.
 */
class ExportVerifierTest {

    private static final Trust KEYS = new Trust(List.of(KEY.verifier()), Optional.empty());
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatTheServiceWroteIsValid() {
        Report log = verify(ofTwelve().log(), KEYS);
        Report project = verify(ofTwelve().project(CHURN, 5), KEYS);

        assertThat(log.fault()).isEmpty();
        assertThat(log.events()).isEqualTo(12);
        assertThat(log.projects()).isEqualTo(3);
        assertThat(log.signed()).isTrue();
        assertThat(log.checkpoint().orElseThrow().size()).isEqualTo(12);
        assertThat(project.fault()).isEmpty();
        assertThat(project.events()).isEqualTo(7);
        assertThat(project.signed()).isTrue();
    }

    @Test
    void whatIsNotSealedYetIsHeldByItsChainAlone() {
        Report project = verify(ofTwelve().project(CHURN, 0), KEYS);
        Report empty = verify(new Export().log(), KEYS);

        assertThat(project.fault()).isEmpty();
        assertThat(project.signed()).isFalse();
        assertThat(project.checkpoint()).isEmpty();
        assertThat(empty.fault()).isEmpty();
        assertThat(empty.events()).isZero();
    }

    @Test
    void withoutAKeyNoSignatureIsChecked() {
        Report report = verify(ofTwelve().log(), Trust.NOTHING);

        assertThat(report.fault()).isEmpty();
        assertThat(report.signed()).isFalse();
    }

    @Test
    void anyOrderOfFieldsAndAnyWhiteSpaceIsTheSameJson() {
        List<String> lines = ofTwelve().log();
        lines.replaceAll(line -> line.replaceAll(
                "^\\{(\"project\":\"[^\"]*\"),(.*)}$",
                "{ $2 ,\\\\t$1 }\\\\r".replace("\\\\t", "\t").replace("\\\\r", "\r")));

        assertThat(lines.get(3)).startsWith("{ \"seq\"");
        assertThat(verify(lines, KEYS).fault()).isEmpty();
    }

    @Test
    void theExamplesOfTheContractVerify() throws Exception {
        JsonAt contract = new JsonAt(new Yaml().load(Files.readString(Path.of("openapi.yaml"))));
        for (String path : List.of("/v1/log/export", "/v1/projects/{project}/events")) {
            String example = contract.at(
                    "paths",
                    path,
                    "get",
                    "responses",
                    "200",
                    "content",
                    "application/jsonl",
                    "examples",
                    "export",
                    "value");

            assertThat(verify(example.getBytes(UTF_8), Trust.NOTHING).fault())
                    .as(path)
                    .isEmpty();
        }
    }

    private record JsonAt(Object root) {
        String at(String... names) {
            Object node = root;
            for (String name : names) {
                node = ((Map<?, ?>) node).get(name);
            }
            return String.valueOf(node);
        }
    }

    private static Arguments damage(String what, Consumer<List<String>> damage, long line, String reason) {
        return Arguments.of(what, damage, line, reason);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("changed data", at(7, l -> l.replace("PLAN", "DATA")), 7, "its hash is not that of its content"),
                damage("changed actor", at(7, l -> l.replace("person:zoë", "person:eve")), 7, "its hash is not"),
                damage("changed time", at(7, l -> l.replace("2026", "2025")), 7, "its hash is not that of its content"),
                damage("changed type", at(7, l -> l.replace("gate.decided", "gate.voted")), 7, "its hash is not"),
                damage("changed hash", at(7, l -> field(l, "hash", "0".repeat(64))), 7, "its hash is not that of"),
                damage("changed prev", at(7, l -> field(l, "prev", "0".repeat(64))), 7, "on line 6: one of the two"),
                damage(
                        "changed seq",
                        at(7, l -> l.replace("\"seq\":3", "\"seq\":4")),
                        7,
                        "event 3 is missing before it"),
                damage(
                        "changed project",
                        at(7, l -> l.replace("00000a\"", "00000b\"")),
                        7,
                        "on line 5: one of the two was changed"),
                damage("changed key", at(7, l -> l.replace("churn", "fraud")), 7, "\"key\" is not churn"),
                damage(
                        "added field",
                        at(7, l -> l.replace("{\"project", "{\"note\":\"x\",\"project")),
                        7,
                        "no hash covers"),
                damage("doubled field", at(7, l -> l.replace("{", "{\"seq\":3,")), 7, "the field \"seq\" twice"),
                damage(
                        "changed and hashed anew",
                        ExportVerifierTest::rehash,
                        9,
                        "on line 7: one of the two was changed"),
                damage("deleted line", lines -> lines.remove(7 - 1), 8 - 1, "position 7, and 6 is due"),
                damage("deleted line of a project", lines -> lines.remove(9 - 1), 9, "event 4 is missing before it"),
                damage("deleted first event", lines -> lines.remove(2 - 1), 2, "position 2, and 1 is due"),
                damage("doubled line", lines -> lines.add(7, lines.get(6)), 8, "event 3 of its project was on line 7"),
                damage("reordered lines", lines -> Collections.swap(lines, 5, 6), 6, "event 2 is missing before it"),
                damage("reordered projects", lines -> Collections.swap(lines, 6, 7), 7, "position 7, and 6 is due"),
                damage("appended forged line", ExportVerifierTest::append, 15, "the checkpoint on line 1 is of 12"),
                damage("line behind the end", lines -> lines.add(lines.get(3)), 15, "stands behind the end"),
                damage("edited position", at(7, l -> field(l, "position", "7")), 7, "position 7, and 6 is due"),
                damage("no position", at(7, l -> l.replace(",\"position\":\"6\"", "")), 7, "no position, and 6 is due"),
                damage("cut off", lines -> lines.remove(14 - 1), 14, "the download broke off"),
                damage("cut off, with an end", ExportVerifierTest::shorten, 12, "the checkpoint on line 1 is of 12"),
                damage("wrong count", at(14, l -> l.replace("12", "11")), 14, "says that 11 events stand before it"),
                damage("broken JSON", at(7, l -> l.replace("\"seq\":", "\"seq\"")), 7, "is not JSON: a colon is due"),
                damage("half a line", at(7, l -> l.substring(0, 50)), 7, "is not JSON"),
                damage("control character", at(7, l -> l.replace("gate.", "gate.\u0001")), 7, "a control character"),
                damage("half a character", at(7, l -> l.replace("gate.d", "gate.\\ud83dd")), 7, "half a character"),
                damage("text for a number", at(7, l -> l.replace("\"seq\":3", "\"seq\":\"3\"")), 7, "a whole number"),
                damage(
                        "number for a text",
                        at(7, l -> l.replaceAll("\"hash\":\"[^\"]*\"", "\"hash\":3")),
                        7,
                        "is a text"),
                damage("no hash", at(7, l -> l.replaceAll(",\"hash\":\"[^\"]*\"", "")), 7, "has no field \"hash\""),
                damage("empty line", at(7, l -> ""), 7, "is not JSON: it ends too early"),
                damage("no header", lines -> lines.remove(0), 1, "is not the first line of an export"),
                damage("another format", at(1, l -> l.replace("export-v1", "export-v2")), 1, "is not the first line"),
                damage(
                        "another origin",
                        at(1, l -> l.replace("\"origin\":\"tollgate", "\"origin\":\"t")),
                        1,
                        "of the log"),
                damage("no checkpoint", at(1, l -> l.replaceAll(",\"checkpoint\":.*}", "}")), 1, "has no checkpoint"),
                damage(
                        "signature of others",
                        lines -> sign(lines, SigningKey.generate(ORIGIN)),
                        1,
                        "none of the signatures"),
                damage(
                        "changed root",
                        at(1, l -> l.replaceFirst("\\\\n12\\\\n..", "\\\\n12\\\\nAA")),
                        1,
                        "does not fit"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void theFirstBrokenLineIsNamed(String what, Consumer<List<String>> damage, long line, String reason) {
        List<String> lines = ofTwelve().log();
        damage.accept(lines);

        Fault fault = verify(lines, KEYS).fault().orElseThrow();

        assertThat(fault.reason()).contains(reason);
        assertThat(fault.line()).as(fault.toString()).isEqualTo(line);
    }

    @Test
    void theFaultNamesTheEvent() {
        List<String> lines = ofTwelve().log();
        at(7, l -> l.replace("PLAN", "DATA")).accept(lines);

        assertThat(verify(lines, KEYS).fault())
                .contains(new Fault(
                        7, CHURN.toString(), "churn", 3L, "6", "was changed: its hash is not that of its content"));
    }

    static Stream<Arguments> damagesOfAProject() {
        return Stream.of(
                damage("changed data", at(4, l -> l.replace("PLAN", "DATA")), 4, "its hash is not that of its content"),
                damage("deleted line", lines -> lines.remove(4 - 1), 4, "event 3 is missing before it"),
                damage(
                        "all made anew",
                        ExportVerifierTest::forge,
                        6,
                        "is not the event that the proof on line 1 is of"),
                damage(
                        "cut off before the proof",
                        ExportVerifierTest::cutProject,
                        4,
                        "the proof on line 1 is of event 5"),
                damage("position", at(4, l -> l.replaceAll("}$", ",\"position\":\"6\"}")), 4, "has a position"),
                damage("another head", at(9, l -> l.replaceAll("[0-9a-f]{64}", "0".repeat(64))), 9, "\"head\" is not"),
                damage(
                        "another project",
                        at(1, l -> l.replace("00000a\"", "00000b\"")),
                        2,
                        "another project than line 1"),
                damage(
                        "proof of another",
                        at(1, l -> l.replace("\"sealed\":5", "\"sealed\":4")),
                        5,
                        "is not the event that"),
                damage("no proof", at(1, l -> l.replaceAll(",\"proof\":.*}", "}")), 1, "both or none"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagesOfAProject")
    void theFirstBrokenLineOfAProjectIsNamed(String what, Consumer<List<String>> damage, long line, String reason) {
        List<String> lines = ofTwelve().project(CHURN, 5);
        damage.accept(lines);

        Fault fault = verify(lines, KEYS).fault().orElseThrow();

        assertThat(fault.reason()).contains(reason);
        assertThat(fault.line()).as(fault.toString()).isEqualTo(line);
    }

    @Test
    void bytesThatAreNoTextAreNamed() {
        byte[] file = bytes(ofTwelve().log());
        int at = new String(file, ISO_8859_1).indexOf("person:zo", 3000);
        file[at + 9] = (byte) 0xff;

        Fault fault = verify(file, KEYS).fault().orElseThrow();

        assertThat(fault.reason()).isEqualTo("is not UTF-8");
        assertThat(fault.line()).isGreaterThan(5);
    }

    @Test
    void aFileThatEndsAnywhereIsNeverValid() {
        byte[] file = bytes(ofTwelve().log());

        // Without its last newline it is still whole.
        for (int length = 0; length < file.length - 1; length++) {
            Report report = verify(Arrays.copyOf(file, length), Trust.NOTHING);
            assertThat(report.valid()).as("%d bytes", length).isFalse();
        }
        assertThat(verify(Arrays.copyOf(file, file.length - 1), KEYS).valid()).isTrue();
    }

    /** The one change that may go unnoticed is of how the same JSON is written. */
    @Test
    void noByteCanBeChanged() {
        byte[] file = bytes(ofTwelve().log());
        int events = indexOf(file, '\n') + 1;

        for (int at = events; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            assertThat(verify(changed, Trust.NOTHING).valid()).as("byte %d", at).isFalse();
        }
    }

    @Test
    void aCheckpointThatWasKeptIsFoundOnTheWay() {
        Export export = ofTwelve();
        for (int size = 0; size <= 12; size++) {
            Report report = verify(export.log(), kept(export.checkpoint(size)));

            assertThat(report.fault()).as("size %d", size).isEmpty();
            assertThat(report.kept().orElseThrow().size()).isEqualTo(size);
        }
    }

    @Test
    void aLogThatWasWrittenAnewDoesNotAgreeWithACheckpointThatWasKept() {
        Export anew = new Export().create(CHURN, "churn");
        for (int i = 0; i < 11; i++) {
            anew.add(CHURN, "gate.decided", "{}");
        }
        assertThat(verify(anew.log(), KEYS).valid()).isTrue();

        Fault fault = verify(anew.log(), kept(ofTwelve().checkpoint(5))).fault().orElseThrow();

        assertThat(fault.line()).isEqualTo(6);
        assertThat(fault.reason()).contains("5 events whose root is not that of the checkpoint that was kept");
    }

    @Test
    void anExportThatIsShorterThanTheCheckpointThatWasKeptLacksEvents() {
        Export longer = ofTwelve().add(CHURN, "gate.decided", "{}");

        Fault fault =
                verify(ofTwelve().log(), kept(longer.checkpoint(13))).fault().orElseThrow();

        assertThat(fault.line()).isEqualTo(14);
        assertThat(fault.reason()).contains("the checkpoint that was kept is of 13: events are missing");
    }

    @Test
    void aProjectIsHeldAgainstTheSameCheckpointOnly() {
        Export export = ofTwelve();
        List<String> lines = export.project(CHURN, 5);

        assertThat(verify(lines, kept(export.checkpoint(12))).kept()).isPresent();
        assertThatThrownBy(() -> verify(lines, kept(export.checkpoint(11)))).isInstanceOf(IncomparableException.class);
    }

    @Test
    void aKeptCheckpointOfOthersProvesNothing() {
        Export export = ofTwelve();

        Fault fault = verify(export.log(), kept(export.checkpoint(12, SigningKey.generate(ORIGIN))))
                .fault()
                .orElseThrow();

        assertThat(fault.reason()).contains("none of the signatures is by a key that is trusted here");
    }

    private static Trust kept(String note) {
        return new Trust(List.of(KEY.verifier()), Optional.of(SignedNote.parse(note)));
    }

    private static Consumer<List<String>> at(int line, UnaryOperator<String> change) {
        return lines -> {
            String before = lines.get(line - 1);
            String after = change.apply(before);
            assertThat(after).as("the damage").isNotEqualTo(before);
            lines.set(line - 1, after);
        };
    }

    private static String field(String line, String name, String value) {
        return line.replaceAll("\"%s\":\"[^\"]*\"".formatted(name), "\"%s\":\"%s\"".formatted(name, value));
    }

    private static int indexOf(byte[] bytes, char c) {
        int at = 0;
        while (bytes[at] != c) {
            at++;
        }
        return at;
    }

    private static void sign(List<String> lines, SigningKey key) {
        lines.clear();
        Export export = ofTwelve();
        lines.addAll(export.log(export.checkpoint(12, key)));
    }

    /** As somebody would who knows the formula, but not that the event behind this one knows its hash. */
    private static void rehash(List<String> lines) {
        lines.set(7 - 1, hashed(lines.get(7 - 1).replace("PLAN", "DATA"), null));
    }

    private static String hashed(String line, String prev) {
        try {
            ObjectNode event = (ObjectNode) JSON.readTree(line);
            if (prev != null) {
                event.put("prev", prev);
            }
            byte[] hash = HashChain.link(
                    UUID.fromString(event.get("project").asText()),
                    event.get("seq").asLong(),
                    Instant.parse(event.get("at").asText()),
                    event.get("type").asText(),
                    event.get("actor").asText(),
                    event.get("data").asText().getBytes(UTF_8),
                    HexFormat.of().parseHex(event.get("prev").asText()));
            return event.put("hash", HashChain.hex(hash)).toString();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String line) {
        return line.replaceAll("(?s).*\"hash\":\"([^\"]*)\".*", "$1");
    }

    /** An event that fits onto the chain, in a log that was never signed with it. */
    private static void append(List<String> lines) {
        String last = lines.get(13 - 1);
        String forged = last.replace("\"seq\":7", "\"seq\":8").replace("\"position\":\"12\"", "\"position\":\"13\"");
        lines.set(14 - 1, hashed(forged, hash(last)));
        lines.add("{\"end\":{\"events\":13}}");
    }

    private static void shorten(List<String> lines) {
        lines.subList(12 - 1, lines.size()).clear();
        lines.add("{\"end\":{\"events\":10}}");
    }

    private static void cutProject(List<String> lines) {
        lines.subList(4 - 1, lines.size()).clear();
        lines.add("{\"end\":{\"events\":2,\"head\":\"%s\"}}".formatted(hash(lines.getLast())));
    }

    /** Changes an event and makes the whole chain behind it anew. */
    private static void forge(List<String> lines) {
        lines.set(4 - 1, lines.get(4 - 1).replace("PLAN", "DATA"));
        for (int i = 4 - 1; i < lines.size() - 1; i++) {
            lines.set(i, hashed(lines.get(i), hash(lines.get(i - 1))));
        }
        lines.set(
                lines.size() - 1,
                "{\"end\":{\"events\":7,\"head\":\"%s\"}}".formatted(hash(lines.get(lines.size() - 2))));
    }
}
