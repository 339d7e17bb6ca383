package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The route {@code /2.3.0/}: what is served below it, by name, as the root catalogue of Django REST framework's default router lists it. */
public final class IndexApi {
    private static final String INDEX = "/2.3.0/";

    private final BaseUrl baseUrl;

    /** @param publicUrl what links begin with; empty: with what each request was sent to */
    public IndexApi(Optional<URI> publicUrl) {
        this.baseUrl = BaseUrl.of(publicUrl);
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(
                        INDEX,
                        baseUrl,
                        context -> ReadOnlyResource.linked(context, baseUrl, base -> links(base + INDEX)))
                .addTo(config);
    }

    private static Map<String, String> links(String index) {
        var links = new LinkedHashMap<String, String>();
        links.put("spacecraft", index + "spacecraft/");
        links.put("api-throttle", index + "api-throttle/");
        return links;
    }
}
