package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * The files that the pages load. Browsers revalidate them by {@code ETag}, so a new version takes
 * effect at once.
 */
final class StaticFiles {

    private StaticFiles() {}

    static void addTo(JavalinConfig config) {
        add(config, "style.css", "text/css; charset=utf-8");
        for (var script : List.of("live.js", "chart.js", "times.js")) {
            add(config, script, "text/javascript; charset=utf-8");
        }
        add(config, "icon.svg", "image/svg+xml");
        var uplot = "/META-INF/resources/webjars/uplot/" + version() + "/dist/";
        add(config, "uplot.js", "text/javascript; charset=utf-8", read(uplot + "uPlot.iife.min.js"));
        add(config, "uplot.css", "text/css; charset=utf-8", read(uplot + "uPlot.min.css"));
    }

    private static void add(JavalinConfig config, String name, String type) {
        add(config, name, type, read(name));
    }

    private static void add(JavalinConfig config, String name, String type, byte[] file) {
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

    /** Returns the version of uPlot, which is part of the paths in its WebJar. */
    private static String version() {
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(read("/META-INF/maven/org.webjars.npm/uplot/pom.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the version of uPlot", e);
        }
        return properties.getProperty("version");
    }
}
