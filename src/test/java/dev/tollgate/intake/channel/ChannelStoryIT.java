package dev.tollgate.intake.channel;

import dev.tollgate.http.Packaged;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(Packaged.class)
class ChannelStoryIT extends ChannelStoryTest {}
