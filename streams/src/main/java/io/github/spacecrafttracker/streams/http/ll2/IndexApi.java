package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The routes {@code /2.3.0/}, which lists the routes in LL2's form, and {@code
 * /2.3.0/api-throttle/}, which reports the rate limit in LL2's form. The reported limit is one that
 * no client can reach, so clients that check it never wait. One such client is the poller of
 * another tracker. See docs/ll2-contract.md#api-throttle.
 */
public final class IndexApi {
    private static final String INDEX = "/2.3.0/";
    private static final String THROTTLE = INDEX + "api-throttle/";

    private final byte[] throttle =
            Json.MAPPER.writeValueAsBytes(new Throttle(Integer.MAX_VALUE, 3600, 0, 0, "anonymous"));
    private final BaseUrl baseUrl;

    /**
     * A rate limit in LL2's form.
     *
     * @param ident in LL2, the address or key whose requests are counted; here a constant, because
     *     an address is personal data
     */
    private record Throttle(
            int yourRequestLimit, int limitFrequencySecs, int currentUse, int nextUseSecs, String ident) {}

    public IndexApi(BaseUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(
                        INDEX, baseUrl, context -> ReadOnlyResource.sendLinkedJson(context, baseUrl, IndexApi::links))
                .addTo(config);
        new ReadOnlyResource(THROTTLE, baseUrl, context -> ReadOnlyResource.sendJson(context, HttpStatus.OK, throttle))
                .addTo(config);
    }

    private static Map<String, String> links(String base) {
        var links = new LinkedHashMap<String, String>();
        links.put("spacecraft", base + INDEX + "spacecraft/");
        links.put("api-throttle", base + THROTTLE);
        return links;
    }
}
