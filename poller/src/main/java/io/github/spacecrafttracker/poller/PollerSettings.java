package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.service.config.Environment;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of the poller.
 *
 * @param baseUrl of an API with Launch Library 2's contract, normalised, without a slash at its end
 * @param source the source of the snapshots: the base URL, or a URN if the data is made up
 * @param token empty if requests are anonymous
 * @param requestsPerHour a cap over any sliding hour; empty if only the upstream API's own limit
 *     applies
 * @param mode {@code normal} or {@code detailed}
 * @param member a name that this poller keeps across restarts, so that it becomes the leader again
 *     at once after a crash; empty if there are standbys
 */
public record PollerSettings(
        URI baseUrl,
        String source,
        Optional<String> token,
        OptionalInt requestsPerHour,
        String mode,
        Optional<String> member) {
    private static final URI LAUNCH_LIBRARY_2 = URI.create("https://ll.thespacedevs.com/2.3.0");

    public static PollerSettings from(Environment environment) {
        var baseUrl = environment
                .httpUrl("LL2_BASE_URL")
                .map(PollerSettings::normalised)
                .orElse(LAUNCH_LIBRARY_2);
        if (!baseUrl.getPath().endsWith("/2.3.0") || baseUrl.getQuery() != null || baseUrl.getUserInfo() != null) {
            environment.addError(
                    "LL2_BASE_URL is " + withoutUserInfo(baseUrl)
                            + ": set it to a URL that ends with /2.3.0, the supported version of the API, without user and query");
        }
        var token = environment.secret("LL2_API_TOKEN");
        if (!token.map(JdkHttpExchange::isValidToken).orElse(true)) {
            environment.addError(
                    "LL2_API_TOKEN contains a space or a character that is not ASCII: set it to the key as it was issued");
        }
        return new PollerSettings(
                baseUrl,
                withoutUserInfo(baseUrl),
                token,
                environment.optionalInteger("LL2_REQUESTS_PER_HOUR", 1, 360_000),
                environment.oneOf("LL2_MODE", "normal", "normal", "detailed"),
                Optional.empty());
    }

    /** Gives each upstream API one name: lower case, no default port, no slash at the end. */
    private static URI normalised(URI url) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var host = url.getHost().toLowerCase(Locale.ROOT);
        var standard = scheme.equals("https") ? 443 : 80;
        var port = url.getPort() == -1 || url.getPort() == standard ? "" : ":" + url.getPort();
        var user = url.getRawUserInfo() == null ? "" : url.getRawUserInfo() + "@";
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(scheme + "://" + user + host + port + url.getRawPath().replaceAll("/+$", "") + query);
    }

    private static String withoutUserInfo(URI url) {
        return url.getRawUserInfo() == null ? url.toString() : url.toString().replace(url.getRawUserInfo() + "@", "");
    }
}
