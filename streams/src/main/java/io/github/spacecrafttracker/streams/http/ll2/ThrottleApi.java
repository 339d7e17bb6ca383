package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.Optional;

/**
 * The route {@code /2.3.0/api-throttle/}, in Launch Library 2's shape (LL2 contract, section 3): a limit as good as none, of which nothing is ever used. So
 * clients that ask it before they go on never wait, another tracker's poller among them.
 */
public final class ThrottleApi {
    private final byte[] document =
            Json.MAPPER.writeValueAsBytes(new ApiThrottle(Integer.MAX_VALUE, 3600, 0, 0, "anonymous"));

    /**
     * What Launch Library 2 tells a client of its limit.
     *
     * @param ident whom the limit is counted for: there the client's address or key. Nothing is counted here, so it is the same for everybody, and an
     *     address, which is personal data, is never written back
     */
    private record ApiThrottle(
            int yourRequestLimit, int limitFrequencySecs, int currentUse, int nextUseSecs, String ident) {}

    private final BaseUrl baseUrl;

    /** @param publicUrl what links begin with; empty: with what each request was sent to */
    public ThrottleApi(Optional<URI> publicUrl) {
        this.baseUrl = BaseUrl.of(publicUrl);
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(
                        "/2.3.0/api-throttle/",
                        baseUrl,
                        context -> ReadOnlyResource.json(context, HttpStatus.OK, document))
                .addTo(config);
    }
}
