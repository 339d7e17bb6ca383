package io.github.spacecrafttracker.streams.api;

import io.github.spacecrafttracker.topic.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The route {@code /2.3.0/}: what is served below it, by name, as the root view of Django REST framework's default router lists it. */
public final class IndexApi {
    private static final String INDEX = "/2.3.0/";

    private final BaseUrl baseUrl;

    /** @param publicUrl what links begin with; empty: with what each request was sent to */
    public IndexApi(Optional<URI> publicUrl) {
        this.baseUrl = BaseUrl.of(publicUrl);
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(INDEX, new SlashRedirect(baseUrl.prefix()), this::index).addTo(config);
    }

    private void index(Context context) {
        baseUrl.forRequest(context.scheme(), context.header(Header.HOST))
                .ifPresentOrElse(
                        base -> ReadOnlyResource.json(context, HttpStatus.OK, write(links(base + INDEX))),
                        () -> ReadOnlyResource.json(
                                context, HttpStatus.BAD_REQUEST, write(Map.of("detail", BaseUrl.NO_HOST))));
    }

    private static Map<String, String> links(String index) {
        var links = new LinkedHashMap<String, String>();
        links.put("spacecraft", index + "spacecraft/");
        links.put("api-throttle", index + "api-throttle/");
        return links;
    }

    private static byte[] write(Map<String, String> object) {
        return Json.MAPPER.writeValueAsBytes(object);
    }
}
