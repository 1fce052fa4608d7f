package dev.tollgate.answer;

import dev.tollgate.gate.GateAnswer;
import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.channel.Answerer;
import dev.tollgate.lifecycle.Phase;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A gate as a custom deployment protection rule of GitHub: approves or rejects the deployment that a workflow wants to make, as the GitHub App whose
 * rule it is (REST API version 2022-11-28, "Review custom deployment protection rules for a workflow run").
 *
 * <p>The delivery says where the answer goes. It must be of the API that is configured, else whoever can write to the channel could have the
 * app's token sent to them; and it must be that one kind of place, else they could have it used for another.
 */
@Singleton
class GitHubRule implements Answerer {

    static final String KIND = "github-deployment-protection-rule";

    /** What GitHub takes of a comment. */
    static final int LONGEST_COMMENT = 1_024;

    private static final Pattern CALLBACK =
            Pattern.compile("/repos/[\\w.-]+/[\\w.-]+/actions/runs/\\d+/deployment_protection_rule");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Gates gates;
    private final GitHubConfig config;
    private final ApiCalls calls;
    private final Messenger messenger;
    private final Clock clock;
    private final Optional<AppKey> key;

    GitHubRule(Gates gates, GitHubConfig config, ApiCalls calls, Messenger messenger, Clock clock) {
        this.gates = gates;
        this.config = config;
        this.calls = calls;
        this.messenger = messenger;
        this.clock = clock;
        this.key = config.privateKey().map(AppKey::read);
    }

    /** A key that is none is found when the service starts, and not when the first deployment waits. */
    void start(@Observes StartupEvent started) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean answersInPlace() {
        return false;
    }

    @Override
    public Given answer(Channel channel, Message.Question question, String project, Phase gate) {
        Map<String, String> asked = question.particulars();
        return messenger.answer(
                Tool.GITHUB, gates.ask(project, gate), obstacle(asked), () -> tell(asked, project, gate));
    }

    private Optional<String> obstacle(Map<String, String> asked) {
        if (config.appId().isEmpty() || key.isEmpty()) {
            return Optional.of("this service has no credentials of a GitHub App (tollgate.github.app-id, private-key)");
        }
        if (!NUMBER.matcher(asked.getOrDefault("installation", "")).matches()) {
            return Optional.of("the installation is not a number");
        }
        return isOurs(asked.getOrDefault("callback", ""))
                ? Optional.empty()
                : Optional.of("its callback is no deployment protection rule of " + config.apiUrl());
    }

    private boolean isOurs(String callback) {
        try {
            URI uri = new URI(callback);
            URI api = config.apiUrl();
            String path = trimmed(api.getPath());
            return uri.isAbsolute()
                    && uri.getScheme().equalsIgnoreCase(api.getScheme())
                    && api.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority())
                    && uri.getRawPath().startsWith(path)
                    && CALLBACK.matcher(uri.getRawPath().substring(path.length()))
                            .matches()
                    && uri.normalize().equals(uri)
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String trimmed(String path) {
        return path.replaceFirst("/+$", "");
    }

    private Outcome tell(Map<String, String> asked, String project, Phase gate) throws Untold, InterruptedException {
        GateAnswer answer = gates.ask(project, gate);
        Map<String, Object> review = new LinkedHashMap<>();
        review.put("environment_name", asked.getOrDefault("environment", ""));
        review.put("state", answer.passed() ? "approved" : "rejected");
        review.put("comment", Markdown.of(answer, LONGEST_COMMENT));
        calls.post(URI.create(asked.getOrDefault("callback", "")), headers(installationToken(asked)), review);
        return answer.passed() ? Outcome.PASSED : Outcome.BLOCKED;
    }

    /** Good for this one repository and for nothing but deployments. Not kept: questions are rare, and a token at rest is one to lose. */
    private String installationToken(Map<String, String> asked) throws Untold, InterruptedException {
        Map<String, Object> scope = new LinkedHashMap<>();
        scope.put("permissions", Map.of("deployments", "write"));
        Optional.ofNullable(asked.get("repositoryId"))
                .filter(id -> NUMBER.matcher(id).matches())
                .ifPresent(id -> scope.put("repository_ids", List.of(Long.valueOf(id))));
        URI tokens = URI.create("%s/app/installations/%s/access_tokens"
                .formatted(trimmed(config.apiUrl().toString()), asked.get("installation")));
        String own = key.orElseThrow().token(config.appId().orElseThrow(), clock.instant());
        String token = calls.post(tokens, headers(own), scope).path("token").asText("");
        if (token.isEmpty()) {
            throw new Untold("GitHub gave no installation token", false);
        }
        return token;
    }

    private static Map<String, String> headers(String token) {
        return Map.of(
                "Accept", "application/vnd.github+json",
                "Authorization", "Bearer " + token,
                "X-GitHub-Api-Version", "2022-11-28");
    }
}
