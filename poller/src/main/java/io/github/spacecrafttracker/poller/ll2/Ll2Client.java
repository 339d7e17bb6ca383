package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.ll2.HttpExchange.Answer;
import io.github.spacecrafttracker.poller.ll2.HttpExchange.ReplyTooLargeException;
import io.github.spacecrafttracker.poller.ll2.Reply.Absent;
import io.github.spacecrafttracker.poller.ll2.Reply.Found;
import io.github.spacecrafttracker.poller.ll2.Reply.Listed;
import io.github.spacecrafttracker.poller.ll2.Reply.Refused;
import io.github.spacecrafttracker.poller.ll2.Reply.Result;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends one request to Launch Library 2, and accepts the reply only if it conforms to the contract. */
public final class Ll2Client {
    private final URI baseUrl;
    private final HttpExchange http;
    private final InstantSource clock;

    /** @param baseUrl without a slash at its end */
    public Ll2Client(URI baseUrl, HttpExchange http, InstantSource clock) {
        this.baseUrl = baseUrl;
        this.http = http;
        this.clock = clock;
    }

    /** Returns a {@link Refused} for any failure of the network or the server, and never throws for it. */
    public Reply send(Request request) throws InterruptedException {
        var url = request.url(baseUrl);
        var requestedAt = clock.instant();
        try {
            var answer = http.send(url);
            var receivedAt = clock.instant();
            return new Reply(
                    url,
                    requestedAt,
                    receivedAt,
                    ServedAt.of(answer.headers(), receivedAt),
                    answer.status(),
                    judge(answer, request, receivedAt));
        } catch (IOException e) {
            return new Reply(url, requestedAt, clock.instant(), null, null, failure(e));
        }
    }

    private static Result judge(Answer answer, Request request, Instant receivedAt) {
        var notBefore = RetryAfter.notBefore(header(answer, "Retry-After"), receivedAt);
        var status = answer.status();
        if (status == 429) {
            return new Refused(Outcome.THROTTLED, "is throttled", notBefore);
        }
        if (status >= 300 && status < 400) {
            return new Refused(Outcome.REDIRECTED, "is a redirect, which is not followed", notBefore);
        }
        var json = isJson(header(answer, "Content-Type"));
        if (status == 404 && request instanceof LookUpRequest && json && SpacecraftObject.isNotFound(answer.body())) {
            return new Absent();
        }
        if (status != 200) {
            return new Refused(Outcome.STATUS, "has status " + status + advice(status), notBefore);
        }
        if (!json) {
            return new Refused(Outcome.CONTENT_TYPE, "is no application/json in UTF-8", null);
        }
        try {
            return read(answer.body(), request);
        } catch (RefusedException e) {
            return new Refused(e.outcome(), String.valueOf(e.getMessage()), null);
        }
    }

    private static String advice(int status) {
        return status == 401 || status == 403 ? ": look at LL2_API_TOKEN" : "";
    }

    private static Result read(byte[] body, Request request) throws RefusedException {
        return request instanceof PageRequest page
                ? new Listed(ListPage.read(body, page))
                : new Found(SpacecraftObject.read(body, (LookUpRequest) request));
    }

    /** Returns the result of a request without a reply. */
    static Refused failure(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return new Refused(Outcome.TIMEOUT, "did not come whole in time", null);
        }
        if (e instanceof ReplyTooLargeException) {
            return new Refused(Outcome.TOO_LARGE, "is " + e.getMessage(), null);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new Refused(Outcome.CONNECTION, "TLS failed", null);
            }
            if (cause instanceof UnknownHostException
                    || cause instanceof java.nio.channels.UnresolvedAddressException) {
                return new Refused(Outcome.CONNECTION, "its host is unknown", null);
            }
        }
        if (e instanceof ProtocolException) {
            return new Refused(Outcome.CONNECTION, "what came is no HTTP", null);
        }
        return new Refused(Outcome.CONNECTION, "no connection, or it broke off", null);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals("application/json")) {
            return false;
        }
        for (var part : parts) {
            var charset = part.strip();
            if (charset.startsWith("charset=")
                    && !charset.substring(8).replace("\"", "").equals("utf-8")) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String header(Answer answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
