package dev.tollgate.intake;

import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** All adapters that are on board: each is a bean, and nothing lists them. */
@Singleton
class Registry {

    @Produces
    @Singleton
    Detection detection(@All List<Adapter> adapters) {
        return new Detection(adapters.stream());
    }
}
