package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.ll2.HttpExchange.Response;
import io.github.spacecrafttracker.poller.ll2.HttpExchange.ResponseTooLargeException;
import io.github.spacecrafttracker.poller.ll2.JsonFields.ContractViolationException;
import io.github.spacecrafttracker.poller.ll2.Reply.Absent;
import io.github.spacecrafttracker.poller.ll2.Reply.Found;
import io.github.spacecrafttracker.poller.ll2.Reply.Listed;
import io.github.spacecrafttracker.poller.ll2.Reply.Rejected;
import io.github.spacecrafttracker.poller.ll2.Reply.Result;
import io.github.spacecrafttracker.poller.ll2.Request.OneSpacecraft;
import io.github.spacecrafttracker.snapshot.NormalProjection;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLException;

/**
 * Sends one request to Launch Library 2, and accepts the reply only if it conforms to the contract.
 */
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

    /**
     * Returns a {@link Rejected} for any failure of the network or the server, and never throws for
     * it.
     */
    public Reply send(Request request) throws InterruptedException {
        var url = request.url(baseUrl);
        var requestedAt = clock.instant();
        try {
            var response = http.send(url);
            var receivedAt = clock.instant();
            return new Reply(
                    url,
                    requestedAt,
                    receivedAt,
                    response.servedAt(receivedAt),
                    response.status(),
                    check(response, receivedAt, request));
        } catch (IOException e) {
            return new Reply(url, requestedAt, clock.instant(), null, null, failure(e));
        }
    }

    private static Result check(Response response, Instant receivedAt, Request request) {
        var status = response.status();
        if (status == 429) {
            return new Rejected(Outcome.THROTTLED, "is throttled", response.notBefore(receivedAt));
        }
        if (status >= 300 && status < 400) {
            return new Rejected(
                    Outcome.REDIRECTED, "is a redirect, which is not followed", response.notBefore(receivedAt));
        }
        if (status == 404 && request instanceof OneSpacecraft && response.isJson() && isNotFound(response.body())) {
            return new Absent();
        }
        if (status != 200) {
            return new Rejected(
                    Outcome.STATUS, "has status " + status + advice(status), response.notBefore(receivedAt));
        }
        if (!response.isJson()) {
            return new Rejected(Outcome.CONTENT_TYPE, "is not application/json in UTF-8", null);
        }
        try {
            return request instanceof Request.Page page
                    ? new Listed(UpstreamPage.read(response.body(), page))
                    : new Found(row(response.body(), (OneSpacecraft) request));
        } catch (ContractViolationException e) {
            return new Rejected(e.outcome(), String.valueOf(e.getMessage()), null);
        }
    }

    private static String advice(int status) {
        return status == 401 || status == 403 ? ": check LL2_API_TOKEN" : "";
    }

    /**
     * Returns whether the body is Launch Library 2's own 404
     * (docs/ll2-contract.md#single-spacecraft).
     */
    private static boolean isNotFound(byte[] body) {
        try {
            return JsonFields.ofBody(body).isString("detail");
        } catch (ContractViolationException e) {
            return false;
        }
    }

    /** @throws ContractViolationException if the body is not about the requested spacecraft */
    private static UpstreamRow row(byte[] body, OneSpacecraft request) throws ContractViolationException {
        var id = JsonFields.ofBody(body).integer("id");
        if (id == null) {
            throw new ContractViolationException(Outcome.SHAPE, "its id is not a whole number");
        }
        if (id != request.id()) {
            throw new ContractViolationException(Outcome.CONTRADICTION, "is about spacecraft " + id);
        }
        var row = UpstreamRow.of(body);
        return row instanceof UpstreamRow.Valid valid && request.isProjected()
                ? new UpstreamRow.Valid(id, NormalProjection.of(valid.canonical()), valid.inSpace())
                : row;
    }

    /** Returns the result of a request without a reply. */
    static Rejected failure(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return new Rejected(Outcome.TIMEOUT, "was not complete in time", null);
        }
        if (e instanceof ResponseTooLargeException) {
            return new Rejected(Outcome.TOO_LARGE, "is " + e.getMessage(), null);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new Rejected(Outcome.CONNECTION, "TLS failed", null);
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new Rejected(Outcome.CONNECTION, "its host is unknown", null);
            }
        }
        if (e instanceof ProtocolException) {
            return new Rejected(Outcome.CONNECTION, "is not valid HTTP", null);
        }
        return new Rejected(Outcome.CONNECTION, "the connection failed or was closed early", null);
    }
}
