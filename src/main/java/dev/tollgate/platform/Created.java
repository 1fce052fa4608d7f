package dev.tollgate.platform;

import org.jboss.resteasy.reactive.RestResponse;

/** Answers with 201. */
public final class Created {

    private Created() {}

    /** Something that is not to be fetched by itself, or that a dry run did not create. */
    public static <T> RestResponse<T> of(T body) {
        return RestResponse.status(RestResponse.Status.CREATED, body);
    }

    /**
     * Something that stands at a path from now on. The Location stays relative, as RFC 9110 section 10.2.2 allows: behind a proxy the
     * caller knows better than this service which host it called.
     */
    public static <T> RestResponse<T> at(String path, T body) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, body)
                .header("Location", path)
                .build();
    }
}
