package dev.tollgate.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Tells a newcomer where to look, once everything is there to be looked at. */
@Singleton
@IfBuildProfile("dev")
class Welcome {

    private static final Logger LOG = Logger.getLogger(Welcome.class);

    /** After every other observer of the start. */
    private static final int LAST = Integer.MAX_VALUE;

    private final DemoProject demo;
    private final int port;

    Welcome(DemoProject demo, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.demo = demo;
        this.port = port;
    }

    void start(@Observes @Priority(LAST) StartupEvent start) {
        demo.createIfAbsent();
        String url = "http://localhost:" + port;
        String project = url + "/v1/projects/" + DemoProject.KEY;
        LOG.info("""

                Tollgate runs in dev mode. No token is needed: you are the person developer, with every role.
                  Swagger UI   %s/docs
                  The demo     curl %s
                  Why not yet  curl -H 'Accept: text/plain' %s/gates/model/check
                  What next    curl %s/gates/model
                """.formatted(url, project, project, project));
    }
}
