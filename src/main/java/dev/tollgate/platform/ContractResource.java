package dev.tollgate.platform;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;

/** The contract, byte for byte as it lies in the repository. */
@Path("/openapi.yaml")
@PermitAll
class ContractResource {

    private final byte[] contract;

    ContractResource() throws IOException {
        try (InputStream file = ContractResource.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            if (file == null) {
                throw new IllegalStateException(
                        "the build copies openapi.yaml to META-INF/openapi.yaml, but it is not there");
            }
            contract = file.readAllBytes();
        }
    }

    @GET
    @Produces("application/yaml")
    public byte[] contract() {
        return contract;
    }
}
