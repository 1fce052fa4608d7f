package dev.tollgate.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The contract's schemas, by their place in it. Formats such as date-time are asserted, not only noted. */
final class Schemas {

    /** The contract is a schema resource only as far as it holds schemas; the rest of it is no news on every start. */
    private static final Logger QUIET = Logger.getLogger("com.networknt.schema.keyword.UnknownKeywordFactory");

    static {
        QUIET.setLevel(Level.SEVERE);
    }

    private static final String BASE = "https://contract.invalid/openapi";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            registry -> registry.schemas(Map.of(BASE, Contract.document().toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private Schemas() {}

    /** @param pointer JSON Pointer of the schema in the contract */
    static List<String> violations(String pointer, JsonNode value) {
        return violations(at(pointer).validate(value));
    }

    static List<String> violations(String pointer, String json) {
        return violations(at(pointer).validate(json, InputFormat.JSON));
    }

    private static List<String> violations(List<com.networknt.schema.Error> errors) {
        return errors.stream()
                .map(e -> e.getInstanceLocation() + ": " + e.getMessage())
                .toList();
    }

    private static Schema at(String pointer) {
        return REGISTRY.getSchema(SchemaLocation.of(BASE + "#" + pointer));
    }
}
