package dev.tollgate.k8s;

import static dev.tollgate.k8s.Manifests.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.k8s.Manifests.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every object under {@code k8s/} promises to the people who run a cluster. */
class KustomizeTest {
    private final Manifests manifests = Manifests.read();

    @Test
    void everyFileIsListedInItsKustomizationAndEveryListedResourceExists() {
        Set<Path> listed = new TreeSet<>();
        for (Path file : Manifests.files()) {
            if (file.endsWith("kustomization.yaml")) {
                listed.add(file);
                JsonNode kustomization = Manifests.parse(file).getFirst();
                elements(kustomization.path("configMapGenerator"))
                        .flatMap(map -> elements(map.path("files")))
                        .forEach(name -> listed.add(file.resolveSibling(name.asText())));
                elements(kustomization.path("resources"))
                        .map(resource -> file.resolveSibling(resource.asText()).normalize())
                        .forEach(path ->
                                listed.add(Files.isDirectory(path) ? path.resolve("kustomization.yaml") : path));
            }
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(Manifests.files());
    }

    @Test
    void everyObjectSaysWhatItBelongsTo() {
        for (Document document : manifests.documents()) {
            assertThat(document.at("/metadata/labels/app.kubernetes.io~1name").asText())
                    .as("name label of %s", document)
                    .isNotEmpty();
        }
        for (Path file : Manifests.files()) {
            if (file.endsWith("kustomization.yaml")) {
                JsonNode pairs = Manifests.parse(file).getFirst().at("/labels/0/pairs");
                assertThat(pairs.path("app.kubernetes.io/part-of").asText())
                        .as("part-of label added by %s", file)
                        .isEqualTo("tollgate");
            }
        }
    }

    @Test
    void theNamespaceEnforcesRestrictedPods() {
        assertThat(manifests.ofKind("Namespace"))
                .singleElement()
                .satisfies(namespace -> assertThat(namespace
                                .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                                .asText())
                        .isEqualTo("restricted"));
    }

    @Test
    void podsRunAsANumberedUserThatIsNotRootUnderTheDefaultSeccompProfile() {
        for (Document workload : manifests.workloads()) {
            JsonNode security = workload.at("/spec/template/spec/securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean())
                    .as("%s", workload)
                    .isTrue();
            assertThat(security.path("runAsUser").asInt()).as("%s", workload).isPositive();
            assertThat(security.at("/seccompProfile/type").asText())
                    .as("%s", workload)
                    .isEqualTo("RuntimeDefault");
        }
        assertThat(manifests
                        .service()
                        .at("/spec/template/spec/securityContext/runAsUser")
                        .asInt())
                .as("the user the image is built for")
                .isEqualTo(10001);
    }

    @Test
    void containersCanNeitherGainPrivilegesNorWriteOutsideTheirVolumes() {
        for (Document workload : manifests.workloads()) {
            for (JsonNode container : workload.containers()) {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .as("%s", workload)
                        .isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                        .as("%s", workload)
                        .isTrue();
                assertThat(security.at("/capabilities/drop/0").asText())
                        .as("%s", workload)
                        .isEqualTo("ALL");
                assertThat(elements(container.path("volumeMounts"))
                                .map(mount -> mount.path("mountPath").asText()))
                        .as("mounts of %s", workload)
                        .contains("/tmp");
            }
            assertThat(elements(workload.at("/spec/template/spec/volumes")).filter(volume -> volume.has("emptyDir")))
                    .as("temporary volumes of %s", workload)
                    .isNotEmpty()
                    .allSatisfy(volume -> assertThat(
                                    volume.at("/emptyDir/sizeLimit").asText())
                            .isNotEmpty());
        }
    }

    @Test
    void podsHaveAnIdentityOfTheirOwnAndNoTokenForTheKubernetesApi() {
        Set<String> accounts = names(manifests.ofKind("ServiceAccount"));
        for (Document workload : manifests.workloads()) {
            JsonNode pod = workload.at("/spec/template/spec");
            assertThat(accounts)
                    .as("%s", workload)
                    .contains(pod.path("serviceAccountName").asText());
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                    .as("%s", workload)
                    .isFalse();
        }
        assertThat(manifests.documents())
                .extracting(Document::kind)
                .doesNotContain("Role", "ClusterRole", "RoleBinding");
    }

    @Test
    void containersRequestAndLimitCpuMemoryAndDisk() {
        for (Document workload : manifests.workloads()) {
            for (JsonNode container : workload.containers()) {
                JsonNode resources = container.path("resources");
                for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
                    assertThat(resources.path("requests").has(resource))
                            .as("%s of %s", resource, workload)
                            .isTrue();
                    assertThat(resources.path("limits").has(resource))
                            .as("%s of %s", resource, workload)
                            .isTrue();
                }
                assertThat(resources.at("/requests/memory"))
                        .as("%s", workload)
                        .isEqualTo(resources.at("/limits/memory"));
            }
        }
    }

    @Test
    void probesDifferAndAskThePortsThatExist() {
        for (Document workload : manifests.workloads()) {
            for (JsonNode container : workload.containers()) {
                assertThat(container.path("startupProbe").isObject())
                        .as("startup probe of %s", workload)
                        .isTrue();
                assertThat(container.path("livenessProbe").isObject())
                        .as("liveness probe of %s", workload)
                        .isTrue();
                assertThat(action(container, "readinessProbe"))
                        .as("%s", workload)
                        .isNotEqualTo(action(container, "livenessProbe"));
                Set<String> ports = new TreeSet<>();
                container
                        .path("ports")
                        .forEach(port -> ports.add(port.path("name").asText()));
                assertThat(container.findValuesAsText("port"))
                        .as("probed ports of %s", workload)
                        .isSubsetOf(ports);
            }
        }
    }

    @Test
    void theServiceIsProbedOnItsManagementPortAndLivesWithoutADatabase() {
        JsonNode container = manifests.service().containers().getFirst();
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> container.at("/" + probe + "/httpGet"))
                        .map(get -> get.path("port").asText() + get.path("path").asText()))
                .containsExactly(
                        "management/q/health/started", "management/q/health/live", "management/q/health/ready");
        assertThat(elements(container.path("ports"))
                        .filter(port -> port.path("name").asText().equals("management"))
                        .map(port -> port.path("containerPort").asInt()))
                .containsExactly(9000);
    }

    @Test
    void imagesHaveAnExactTag() {
        for (Document workload : manifests.workloads()) {
            for (JsonNode container : workload.containers()) {
                assertThat(container.path("image").asText())
                        .as("%s", workload)
                        .matches(".+(:[\\w.-]+|@sha256:[0-9a-f]{64})")
                        .doesNotEndWith(":latest");
            }
        }
    }

    @Test
    void nothingSecretStandsInAnEnvironmentOrAConfigMap() {
        for (Document workload : manifests.workloads()) {
            for (JsonNode container : workload.containers()) {
                assertThat(elements(container.path("env"))
                                .filter(entry -> entry.path("name")
                                        .asText()
                                        .matches(".*(PASSWORD|USER|SECRET|TOKEN|JDBC|KEY).*")))
                        .as("%s", workload)
                        .isNotEmpty()
                        .allSatisfy(entry -> {
                            assertThat(entry.has("value")).as("%s", entry).isFalse();
                            assertThat(entry.at("/valueFrom/secretKeyRef").isObject())
                                    .as("%s", entry)
                                    .isTrue();
                        });
            }
        }
        assertThat(manifests.documents()).extracting(Document::kind).doesNotContain("Secret", "ConfigMap");
    }

    @Test
    void theServiceMigratesAsAnotherRoleThanItServes() {
        JsonNode env = manifests.service().at("/spec/template/spec/containers/0/env");
        assertThat(secretOf(env, "QUARKUS_DATASOURCE_USERNAME")).isEqualTo("tollgate-database");
        assertThat(secretOf(env, "QUARKUS_DATASOURCE_PASSWORD")).isEqualTo("tollgate-database");
        assertThat(secretOf(env, "QUARKUS_FLYWAY_USERNAME")).isEqualTo("tollgate-database-owner");
        assertThat(secretOf(env, "QUARKUS_FLYWAY_PASSWORD")).isEqualTo("tollgate-database-owner");

        JsonNode secrets = Manifests.parse(Manifests.ROOT.resolve("overlays/dev/kustomization.yaml"))
                .getFirst()
                .path("secretGenerator");
        assertThat(username(secrets, "tollgate-database")).isNotEqualTo(username(secrets, "tollgate-database-owner"));
    }

    private static String secretOf(JsonNode env, String variable) {
        return elements(env)
                .filter(entry -> entry.path("name").asText().equals(variable))
                .map(entry -> entry.at("/valueFrom/secretKeyRef/name").asText())
                .findFirst()
                .orElse("");
    }

    private static String username(JsonNode secrets, String name) {
        return elements(secrets)
                .filter(secret -> secret.path("name").asText().equals(name))
                .flatMap(secret -> elements(secret.path("literals")))
                .map(JsonNode::asText)
                .filter(literal -> literal.startsWith("username="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thereIsTimeToFinishWhatIsBeingServed() {
        JsonNode pod = manifests.service().at("/spec/template/spec");
        Duration shutdown = elements(pod.at("/containers/0/env"))
                .filter(entry -> entry.path("name").asText().startsWith("QUARKUS_SHUTDOWN_"))
                .map(entry -> Duration.parse("PT" + entry.path("value").asText()))
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(shutdown).isPositive();
        assertThat(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong()))
                .isGreaterThan(shutdown);
    }

    @Test
    void theServiceStaysUpWhileItIsRolledOutOrANodeIsDrained() {
        JsonNode spec = manifests.service().at("/spec");
        assertThat(spec.path("replicas").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(1)).isZero();
        assertThat(elements(spec.at("/template/spec/topologySpreadConstraints"))
                        .map(constraint -> constraint.path("topologyKey").asText()))
                .containsExactlyInAnyOrder("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(manifests.ofKind("PodDisruptionBudget")).singleElement().satisfies(budget -> {
            assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
            assertThat(budget.at("/spec/unhealthyPodEvictionPolicy").asText()).isEqualTo("AlwaysAllow");
        });
    }

    @Test
    void everySelectorFindsPodsAndNoneDependsOnTheVersion() {
        List<JsonNode> pods = manifests.workloads().stream()
                .map(workload -> workload.at("/spec/template/metadata/labels"))
                .toList();
        List<JsonNode> selectors = manifests.documents().stream()
                .flatMap(document -> Stream.of(
                                "/spec/selector/matchLabels",
                                "/spec/podSelector/matchLabels",
                                document.kind().equals("Service") ? "/spec/selector" : "/spec/selector/matchLabels")
                        .distinct()
                        .map(document::at))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(selectors).hasSizeGreaterThanOrEqualTo(5).allSatisfy(selector -> {
            assertThat(selector.has("app.kubernetes.io/version")).isFalse();
            assertThat(pods)
                    .anySatisfy(labels -> selector.properties()
                            .forEach(label ->
                                    assertThat(labels.path(label.getKey())).isEqualTo(label.getValue())));
        });
    }

    @Test
    void theNetworkIsClosedButForWhatIsNeeded() {
        List<Document> policies = manifests.ofKind("NetworkPolicy");
        assertThat(policies)
                .filteredOn(policy -> policy.at("/spec/podSelector").isEmpty())
                .singleElement()
                .satisfies(policy -> {
                    assertThat(elements(policy.at("/spec/policyTypes")).map(JsonNode::asText))
                            .containsExactlyInAnyOrder("Ingress", "Egress");
                    assertThat(policy.at("/spec/ingress").isMissingNode()).isTrue();
                    assertThat(policy.at("/spec/egress").isMissingNode()).isTrue();
                });
        for (Document policy : policies) {
            assertThat(elements(policy.at("/spec/ingress")))
                    .as("who may come in by %s", policy)
                    .allSatisfy(rule -> assertThat(rule.path("from")).isNotEmpty());
        }
    }

    @Test
    void healthAndMetricsAreNotPartOfAnyService() {
        for (Document service : manifests.ofKind("Service")) {
            assertThat(elements(service.at("/spec/ports"))
                            .map(port -> port.path("targetPort").asText()))
                    .as("%s", service)
                    .isNotEmpty()
                    .doesNotContain("management", "9000");
        }
    }

    /** A probe without its numbers: what it does, not how often. */
    private static JsonNode action(JsonNode container, String probe) {
        JsonNode body = container.path(probe);
        return Stream.of("httpGet", "exec", "tcpSocket")
                .map(body::path)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(body);
    }

    private static Set<String> names(List<Document> documents) {
        Set<String> names = new TreeSet<>();
        documents.forEach(document -> names.add(document.at("/metadata/name").asText()));
        return names;
    }
}
