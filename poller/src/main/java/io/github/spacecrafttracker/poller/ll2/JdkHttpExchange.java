package io.github.spacecrafttracker.poller.ll2;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Over the JDK's HTTP client. The token goes to the host that is asked and no other: redirects are not followed. */
public final class JdkHttpExchange implements HttpExchange {
    static {
        // The client sends a GET again by itself when a connection breaks off; then one booked request would be
        // several.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    }

    private static final String USER_AGENT =
            "spacecraft-tracker (+https://github.com/spacecrafttracker/spacecraft-tracker)";

    private final HttpClient client;
    private final Duration wholeReply;
    private final int largestReply;
    private final Optional<String> token;

    /**
     * With the bounds that fit Launch Library 2: 10 seconds to connect, a minute in all, and 32 MiB, which is a page of 100 detailed spacecraft of 300
     * KiB each.
     */
    public JdkHttpExchange(Optional<String> token) {
        this(Duration.ofSeconds(10), Duration.ofMinutes(1), 32 * 1024 * 1024, token);
    }

    /**
     * @param connect how long it may take until there is a connection
     * @param wholeReply how long a reply may take, from the request to its last byte
     * @param largestReply in bytes
     * @param token sent as {@code Authorization: Token …} (LL2 contract, section 3)
     * @throws IllegalArgumentException if no header can carry the token
     */
    public JdkHttpExchange(Duration connect, Duration wholeReply, int largestReply, Optional<String> token) {
        // The JDK would say so with the first request, and tell the token.
        if (!token.map(JdkHttpExchange::canCarry).orElse(true)) {
            throw new IllegalArgumentException("the token holds a blank or what is not ASCII");
        }
        this.client = HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.wholeReply = wholeReply;
        this.largestReply = largestReply;
        this.token = token;
    }

    /** Whether a header can carry this token: ASCII without blanks. */
    public static boolean canCarry(String token) {
        return token.matches("[!-~]+");
    }

    @Override
    public Answer send(URI url) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(url).header("Accept", "application/json").header("User-Agent", USER_AGENT);
        token.ifPresent(key -> request.header("Authorization", "Token " + key));
        // HttpRequest.timeout ends with the headers; a body that never ends is bounded here.
        var reply = client.sendAsync(request.build(), info -> new BoundedBody(largestReply));
        try {
            var response = reply.get(wholeReply.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            reply.cancel(true);
            throw new HttpTimeoutException("no whole reply within " + wholeReply);
        } catch (InterruptedException e) {
            reply.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw asIoException(e.getCause());
        }
    }

    private static IOException asIoException(@Nullable Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        // Where a length is no number, for one, the client fails over it instead of refusing it.
        if (cause instanceof RuntimeException) {
            return new ProtocolException("what came is no HTTP");
        }
        throw new IllegalStateException("the HTTP client failed", cause);
    }
}
