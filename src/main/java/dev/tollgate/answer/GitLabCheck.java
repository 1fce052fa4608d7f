package dev.tollgate.answer;

import dev.tollgate.gate.GateAnswer;
import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.channel.Answerer;
import dev.tollgate.lifecycle.Phase;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A gate as an external status check of GitLab: passes or fails it for the commit that the merge request now ends with (REST API v4, "Set status of
 * an external status check"). The API takes no comment, so the reasons stand in the channel's list of arrivals only. A failed check can be asked
 * for again in the merge request.
 */
@Singleton
class GitLabCheck implements Answerer {

    static final String KIND = "gitlab-status-check";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Gates gates;
    private final GitLabConfig config;
    private final ApiCalls calls;
    private final Messenger messenger;

    GitLabCheck(Gates gates, GitLabConfig config, ApiCalls calls, Messenger messenger) {
        this.gates = gates;
        this.config = config;
        this.calls = calls;
        this.messenger = messenger;
    }

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
                Tool.GITLAB, gates.ask(project, gate), obstacle(asked), () -> tell(asked, project, gate));
    }

    private Optional<String> obstacle(Map<String, String> asked) {
        if (config.url().isEmpty() || config.token().isEmpty()) {
            return Optional.of("this service has no credentials for GitLab (tollgate.gitlab.url, token)");
        }
        return List.of("gitlabProject", "mergeRequest", "statusCheck").stream()
                .filter(name -> !NUMBER.matcher(asked.getOrDefault(name, "")).matches())
                .findFirst()
                .map("the %s is not a number"::formatted);
    }

    private Outcome tell(Map<String, String> asked, String project, Phase gate) throws Untold, InterruptedException {
        GateAnswer answer = gates.ask(project, gate);
        URI uri = URI.create("%s/api/v4/projects/%s/merge_requests/%s/status_check_responses"
                .formatted(
                        config.url().orElseThrow().toString().replaceFirst("/+$", ""),
                        asked.get("gitlabProject"),
                        asked.get("mergeRequest")));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("sha", asked.getOrDefault("commit", ""));
        status.put("external_status_check_id", Long.valueOf(asked.getOrDefault("statusCheck", "")));
        status.put("status", answer.passed() ? "passed" : "failed");
        calls.post(uri, Map.of("PRIVATE-TOKEN", config.token().orElseThrow()), status);
        return answer.passed() ? Outcome.PASSED : Outcome.BLOCKED;
    }
}
