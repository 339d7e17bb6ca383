package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.ConditionalReplies;
import io.github.spacecrafttracker.service.CrossOrigin;
import io.github.spacecrafttracker.service.HttpBounds;
import io.github.spacecrafttracker.service.HttpServer;
import io.github.spacecrafttracker.service.StartException;
import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.function.Consumer;

/** The server of the API, whatever its routes are: how much it takes on, who may read it, and how replies are kept by clients. */
public final class ApiServer {
    private static final HttpBounds BOUNDS = new HttpBounds(512, 128);
    private static final CrossOrigin READABLE =
            new CrossOrigin(List.of("As-Of", "Age", "Allow", "ETag", "Retry-After"));

    private ApiServer() {}

    /** @throws StartException see {@link HttpServer#start} */
    public static HttpServer start(String host, int port, Consumer<JavalinConfig> routes) throws StartException {
        return HttpServer.start(host, port, StreamsSettings.HTTP_PORT, BOUNDS, READABLE, config -> {
            routes.accept(config);
            config.routes.after(new ConditionalReplies());
        });
    }
}
