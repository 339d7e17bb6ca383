package io.github.spacecrafttracker.poller.ll2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Uses the JDK's HTTP client. The token is sent to the requested host only, because redirects are
 * not followed.
 */
public final class JdkHttpExchange implements HttpExchange {
    static {
        // By default, the client repeats a GET if the connection is closed early. Then one booked
        // request would become several.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    }

    private static final String USER_AGENT =
            "spacecraft-tracker (+https://github.com/spacecrafttracker/spacecraft-tracker)";

    private final HttpClient client;
    private final Duration responseTimeout;
    private final int maxBytes;
    private final Optional<String> token;

    /**
     * Uses bounds that fit Launch Library 2: 10 seconds to connect, a minute in total, and 32 MiB,
     * which is a page of 100 detailed spacecraft of 300 KiB each.
     *
     * @param token as in the other constructor
     */
    public JdkHttpExchange(Optional<String> token) {
        this(Duration.ofSeconds(10), Duration.ofMinutes(1), 32 * 1024 * 1024, token);
    }

    /**
     * @param connectTimeout the time until the connection is established
     * @param responseTimeout the time from the request to the response's last byte
     * @param maxBytes the largest body
     * @param token sent as {@code Authorization: Token …} (docs/ll2-contract.md#authentication);
     *     empty if requests are anonymous
     * @throws IllegalArgumentException if a header cannot contain the token
     */
    public JdkHttpExchange(Duration connectTimeout, Duration responseTimeout, int maxBytes, Optional<String> token) {
        // The JDK would only fail at the first request, with the token in its message.
        if (!token.map(JdkHttpExchange::isValidToken).orElse(true)) {
            throw new IllegalArgumentException("the token contains a space or a character that is not ASCII");
        }
        this.client = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.responseTimeout = responseTimeout;
        this.maxBytes = maxBytes;
        this.token = token;
    }

    /** Returns whether a header can contain this token: ASCII without spaces. */
    public static boolean isValidToken(String token) {
        return token.matches("[!-~]+");
    }

    @Override
    public Response send(URI url) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(url).header("Accept", "application/json").header("User-Agent", USER_AGENT);
        token.ifPresent(value -> request.header("Authorization", "Token " + value));
        // HttpRequest.timeout covers only the headers. This one also covers a body that never ends.
        var pending = client.sendAsync(request.build(), info -> new BoundedBody(maxBytes));
        try {
            var response = pending.get(responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Response(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new HttpTimeoutException("no complete response within " + responseTimeout);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw asIoException(e.getCause());
        }
    }

    private static IOException asIoException(@Nullable Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        // For example, the client fails on a length that is not a number instead of rejecting it.
        if (cause instanceof RuntimeException) {
            return new ProtocolException("the response is not valid HTTP");
        }
        throw new IllegalStateException("the HTTP client failed", cause);
    }

    /** Collects a response's body, and fails as soon as it is larger than the bound. */
    private static final class BoundedBody implements BodySubscriber<byte[]> {
        private final int bound;
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        BoundedBody(int bound) {
            this.bound = bound;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (var buffer : buffers) {
                if (collected.size() + buffer.remaining() > bound) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(new ResponseTooLargeException(bound));
                    return;
                }
                var bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                collected.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable throwable) {
            body.completeExceptionally(throwable);
        }

        @Override
        public void onComplete() {
            body.complete(collected.toByteArray());
        }
    }
}
