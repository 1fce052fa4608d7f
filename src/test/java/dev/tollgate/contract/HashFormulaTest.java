package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The formula in the contract is enough to verify a log: this test follows it as an auditor would, with nothing of ours. */
class HashFormulaTest {

    private static final Pattern FENCE = Pattern.compile("```(?:json|text)\\n(.*?)\\n```", Pattern.DOTALL);

    private final JsonNode events = Contract.document()
            .at(
                    "/paths/~1v1~1projects~1{project}~1events/get/responses/200/content/application~1json/examples/chain/value/items");

    @Test
    void theWorkedExampleAddsUp() throws Exception {
        Matcher blocks =
                FENCE.matcher(Contract.document().at("/info/description").asText());
        String data = next(blocks);
        String lines = next(blocks);
        String hash = next(blocks);

        assertThat(lines.split("\n")).hasSize(8).contains(sha256(data));
        assertThat(sha256(lines))
                .isEqualTo(hash)
                .isEqualTo(events.get(0).path("hash").asText());
    }

    @Test
    void theExampleOfALogIsAChain() throws Exception {
        assertThat(events.size()).isGreaterThan(1);
        String before = events.get(0).path("prevhash").asText();
        for (JsonNode event : events) {
            assertThat(event.path("prevhash").asText()).isEqualTo(before);
            assertThat(event.path("datahash").asText())
                    .isEqualTo(sha256(event.path("data").toString()));
            assertThat(event.path("hash").asText()).isEqualTo(sha256(linesOf(event)));
            before = event.path("hash").asText();
        }
    }

    private static String linesOf(JsonNode event) {
        return String.join(
                "\n",
                "tollgate-event-v1",
                event.path("id").asText().replaceAll("/.*", ""),
                event.path("sequence").asText(),
                event.path("time").asText(),
                event.path("type").asText().replaceAll("^dev\\.tollgate\\.|\\.v1$", ""),
                event.path("actor").asText(),
                event.path("datahash").asText(),
                event.path("prevhash").asText());
    }

    private static String next(Matcher blocks) {
        assertThat(blocks.find()).isTrue();
        return blocks.group(1);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
