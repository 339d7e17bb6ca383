package io.github.spacecrafttracker.service.text;

import java.util.LinkedHashSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Why something failed, for a reader who has no use for a stack trace. */
public final class Causes {
    private static final int DEEPEST = 10;

    private Causes() {}

    /** The failure and what caused it, each with its kind and message, in one line. */
    public static String inOneLine(Throwable failure) {
        var told = new LinkedHashSet<String>();
        @Nullable Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (!isWrapper(next) || next.getCause() == null) {
                told.add(describe(next));
            }
            next = next.getCause();
        }
        return LogSafe.of(String.join(", caused by ", told));
    }

    private static String describe(Throwable failure) {
        var message = failure.getMessage();
        var kind = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : kind + ": " + message;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof ExecutionException || failure instanceof CompletionException;
    }
}
