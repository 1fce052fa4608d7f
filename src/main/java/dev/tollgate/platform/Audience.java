package dev.tollgate.platform;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.util.List;

/** Whom a page is for: a program, a person at a terminal, a person at a browser. Whoever has no preference gets JSON. */
public enum Audience {
    PROGRAM(MediaType.APPLICATION_JSON_TYPE),
    TERMINAL(MediaType.TEXT_PLAIN_TYPE),
    BROWSER(MediaType.TEXT_HTML_TYPE);

    private static final List<Variant> VARIANTS =
            Variant.mediaTypes(PROGRAM.type, TERMINAL.type, BROWSER.type).build();

    private final MediaType type;

    Audience(MediaType type) {
        this.type = type;
    }

    public MediaType type() {
        return type;
    }

    /** By {@code Accept}; the resource's {@code @Produces} has seen to it that one of them fits. */
    public static Audience of(Request request) {
        Variant chosen = request.selectVariant(VARIANTS);
        for (Audience audience : values()) {
            if (chosen != null && audience.type.isCompatible(chosen.getMediaType())) {
                return audience;
            }
        }
        return PROGRAM;
    }
}
