package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poller.ll2.HttpExchange.ReplyTooLargeException;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Gathers a reply's body, and gives up as soon as it is larger than the bound. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final int bound;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
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
            if (gathered.size() + buffer.remaining() > bound) {
                if (subscription != null) {
                    subscription.cancel();
                }
                body.completeExceptionally(new ReplyTooLargeException(bound));
                return;
            }
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            gathered.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable throwable) {
        body.completeExceptionally(throwable);
    }

    @Override
    public void onComplete() {
        body.complete(gathered.toByteArray());
    }
}
