package dev.tollgate.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a tool sends by itself, once it is set up as its recipe says.
 *
 * @param channel its key on the page
 */
record Sent(String channel, byte[] body) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private static final Map<String, List<Sent>> BY_PAGE = Map.of(
            "github-actions.md",
            List.of(
                    of("github", "github-actions/workflow-run.json"),
                    of("github", "github-actions/deployment-status.json"),
                    of("github-app", "github-actions/deployment-protection-rule.json")),
            "jenkins.md",
            List.of(
                    of("jenkins", "jenkins/notification.finalized.json"),
                    of("jenkins", "jenkins/generic-event.json"),
                    of("jenkins", "jenkins/outbound-webhook.json"),
                    of("jenkins", "jenkins/cdevents.printed.txt")),
            "mlflow.md",
            List.of(of("mlflow", "mlflow/model-version-alias.json"), of("mlflow", "mlflow/model-version-tag.json")),
            "comet.md",
            List.of(
                    of("comet", "comet/model-registry.json"),
                    of("comet", "opik/experiment-finished.json"),
                    of("comet", "opik/alert.json")),
            "deepchecks.md",
            List.of(of(
                    "deepchecks", "deepchecks/suite-result.json", "Train Test Validation", "Model Evaluation Suite")),
            "great-expectations.md",
            List.of(of("gx", "great-expectations/checkpoint.json")),
            "alertmanager.md",
            List.of(
                    of("alerts", "alertmanager/alerts.json"),
                    of("alerts", "alertmanager/alerts.json", "DataDrift", "ModelPerformance", "0a1b2c3d", "1a1b2c3d")),
            "sagemaker.md",
            List.of(of("sagemaker", "sagemaker/state-change.model-package.json")),
            "azure-ml.md",
            List.of(of("azure-ml", "azure-ml/event.drift.json")),
            "openlineage.md",
            List.of(of("openlineage", "openlineage/run-event.json")));

    /** What is not in the map is rendered from the page itself, or is a tool that sends nothing. */
    static List<Sent> of(String page) throws IOException {
        return switch (page) {
            case "argocd.md" -> List.of(new Sent("argocd", RecipesTest.argoCdBody()));
            case "wandb.md" -> List.of(new Sent("wandb", automation(Recipe.of(page))));
            case "gitlab.md" ->
                List.of(of("gitlab", "gitlab/pipeline.json"), of("gitlab-checks", "gitlab/status-check.json"));
            case "flagger.md" -> List.of(of("flagger", "flagger/confirm.json"));
            case "huggingface.md" -> List.of(of("hub", "huggingface/webhook.json"));
            case "cloudevents.md" -> List.of(of("events", "cdevents/event.enveloped.json"));
            default -> BY_PAGE.getOrDefault(page, List.of());
        };
    }

    /** A fixture that stands for a second case: each name of the pairs gives way to the one behind it. */
    private static Sent of(String channel, String fixture, String... pairs) {
        String text = new String(Workbench.fixture(fixture), StandardCharsets.UTF_8);
        for (int i = 0; i < pairs.length; i += 2) {
            text = text.replace(pairs[i], pairs[i + 1]);
        }
        return new Sent(channel, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What W&B makes of the page's payload. */
    private static byte[] automation(Recipe recipe) throws IOException {
        JsonNode values = new ObjectMapper().readTree(Workbench.fixture("wandb/webhook.json"));
        String template = recipe.blocks("json").getFirst().text();
        return VARIABLE.matcher(template)
                .replaceAll(
                        m -> Matcher.quoteReplacement(values.path(m.group(1)).asText()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the reply itself is the gate's answer. */
    boolean asksInPlace() {
        return channel.equals("flagger");
    }

    /** With the proof that the channel asks for. */
    RequestSpecification request(JsonNode auth, String secret) {
        RequestSpecification request = RestAssured.given().contentType("application/json");
        return switch (auth.path("mode").asText()) {
            case "URL_TOKEN" -> request;
            case "BEARER" -> request.header("Authorization", "Bearer " + secret);
            case "HEADER_EQUALS" -> request.header(auth.path("header").asText(), secret);
            case "GITHUB_HMAC" ->
                request.header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac(secret, "")));
            case "MLFLOW_HMAC" -> mlflow(request, secret);
            default -> throw new AssertionError("no tool sends like that: " + auth);
        };
    }

    private RequestSpecification mlflow(RequestSpecification request, String secret) {
        String id = UUID.randomUUID().toString();
        String time = String.valueOf(Instant.now().getEpochSecond());
        String signature = Base64.getEncoder().encodeToString(mac(secret, id + "." + time + "."));
        return request.header("X-MLflow-Delivery-Id", id)
                .header("X-MLflow-Timestamp", time)
                .header("X-MLflow-Signature", "v1," + signature);
    }

    private byte[] mac(String secret, String head) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
