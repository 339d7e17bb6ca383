package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The files that the pages load. Browsers revalidate them by {@code ETag}, so a new version takes
 * effect at once.
 */
final class StaticFiles {

    private StaticFiles() {}

    static void addTo(JavalinConfig config) {
        add(config, "style.css", "text/css; charset=utf-8");
        add(config, "live.js", "text/javascript; charset=utf-8");
        add(config, "icon.svg", "image/svg+xml");
    }

    private static void add(JavalinConfig config, String name, String type) {
        var file = read(name);
        new ReadOnlyResource("/page/" + name, context -> context.contentType(type)
                        .header(Header.ALLOW, ReadOnlyResource.ALLOWED)
                        .header(Header.CACHE_CONTROL, "no-cache")
                        .header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff")
                        .result(file))
                .addTo(config);
    }

    private static byte[] read(String name) {
        try (var resource = StaticFiles.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(resource, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
