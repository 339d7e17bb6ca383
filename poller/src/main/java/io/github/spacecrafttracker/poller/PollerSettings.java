package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.service.Environment;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operator can set.
 *
 * @param baseUrl of an API with Launch Library 2's contract, normalised, without a slash at its end
 * @param source what snapshots say they come from: the base URL, or that they are made up
 * @param token null-free; empty where requests are anonymous
 * @param requestsPerHour a cap over any sliding hour
 * @param mode {@code normal} or {@code detailed}
 */
public record PollerSettings(URI baseUrl, String source, Optional<String> token, int requestsPerHour, String mode) {
    private static final URI LAUNCH_LIBRARY_2 = URI.create("https://ll.thespacedevs.com/2.3.0");

    /** What Launch Library 2 gives an anonymous address (LL2 contract, section 3). */
    private static final int FREE_LIMIT = 15;

    public static PollerSettings from(Environment environment) {
        var baseUrl = environment
                .httpUrl("LL2_BASE_URL")
                .map(PollerSettings::normalised)
                .orElse(LAUNCH_LIBRARY_2);
        if (!baseUrl.getPath().endsWith("/2.3.0") || baseUrl.getQuery() != null || baseUrl.getUserInfo() != null) {
            environment.fault("LL2_BASE_URL is " + withoutUserInfo(baseUrl)
                    + ": it must end with /2.3.0, the version of the API that is followed, and have no user or query");
        }
        return new PollerSettings(
                baseUrl,
                withoutUserInfo(baseUrl),
                environment.secret("LL2_API_TOKEN"),
                environment.whole("LL2_REQUESTS_PER_HOUR", FREE_LIMIT, 1, 360_000),
                environment.oneOf("LL2_MODE", "normal", "normal", "detailed"));
    }

    /** So that one upstream has one name: lower case, no default port, no slash at the end. */
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
