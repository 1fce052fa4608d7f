package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every operation of the contract has a route, every route is an operation, and both name the same permission. */
class RoutesTest {

    private static final List<Routes.Route> ROUTES = Routes.all();

    @Test
    void theContractAndTheServiceHaveTheSameRoutes() {
        List<String> inContract =
                Contract.operations().stream().map(Contract.Operation::route).toList();

        // One operation may have a method of the code for each media type.
        assertThat(ROUTES.stream().map(Routes.Route::route).distinct()).containsExactlyInAnyOrderElementsOf(inContract);
    }

    @Test
    void everyOperationNamesThePermissionThatItsRouteAsksFor() {
        Map<String, Contract.Operation> inContract = Contract.operations().stream()
                .collect(Collectors.toMap(Contract.Operation::route, operation -> operation));
        List<String> differences = ROUTES.stream()
                .filter(route -> inContract.containsKey(route.route()))
                .filter(route ->
                        !route.permission().equals(inContract.get(route.route()).permission()))
                .map(route -> "%s: the contract says %s, %s says %s"
                        .formatted(
                                route.route(),
                                inContract.get(route.route()).permission(),
                                route.source(),
                                route.permission()))
                .toList();

        assertThat(differences).isEmpty();
    }

    @Test
    void everyOperationHasTheQueryParametersThatItsRouteReads() {
        Map<String, Set<String>> inContract = Contract.operations().stream()
                .collect(Collectors.toMap(Contract.Operation::route, Contract.Operation::queryParameters));

        // Each media type of an operation may have parameters of its own.
        Map<String, Set<String>> inCode = ROUTES.stream()
                .collect(Collectors.toMap(Routes.Route::route, Routes.Route::queryParameters, RoutesTest::both));

        assertThat(inCode).isEqualTo(inContract);
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    @Test
    void onlyPublicOperationsNeedNoToken() {
        assertThat(Contract.operations())
                .allSatisfy(operation -> assertThat(operation.node().has("security"))
                        .as("%s overrides security", operation)
                        .isEqualTo(operation.permission().equals("public")));
    }

    @Test
    void everyDescriptionSaysThePermission() {
        assertThat(Contract.operations()).allSatisfy(operation -> {
            String sentence = switch (operation.permission()) {
                case "public" -> "Needs no token.";
                case "authenticated" -> "no permission.";
                default -> "Permission `%s`.".formatted(operation.permission());
            };
            assertThat(operation.node().path("description").asText())
                    .as(operation.toString())
                    .endsWith(sentence);
        });
    }
}
