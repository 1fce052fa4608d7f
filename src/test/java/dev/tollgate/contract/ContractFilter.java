package dev.tollgate.contract;

import io.restassured.filter.FilterContext;
import io.restassured.filter.OrderedFilter;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.function.BiConsumer;

/** Holds every exchange of a test against the contract. Install it once: {@link ContractFilterInstaller} does. */
public final class ContractFilter implements OrderedFilter {

    private final BiConsumer<Contract.Operation, Integer> seen;

    public ContractFilter() {
        this(Coverage::record);
    }

    /** @param seen told which operation answered with which status, once the exchange is found right */
    ContractFilter(BiConsumer<Contract.Operation, Integer> seen) {
        this.seen = seen;
    }

    @Override
    public int getOrder() {
        return DEFAULT_PRECEDENCE;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification specification, FilterContext next) {
        Response response = next.next(request, specification);
        new Exchange(request, response).check().ifPresent(operation -> seen.accept(operation, response.statusCode()));
        return response;
    }
}
