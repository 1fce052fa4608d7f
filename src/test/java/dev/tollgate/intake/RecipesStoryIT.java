package dev.tollgate.intake;

import dev.tollgate.http.Packaged;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(Packaged.class)
class RecipesStoryIT extends RecipesStoryTest {}
