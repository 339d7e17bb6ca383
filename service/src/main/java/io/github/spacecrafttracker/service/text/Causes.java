package io.github.spacecrafttracker.service.text;

import java.util.LinkedHashSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Describes a failure and its causes without a stack trace. */
public final class Causes {
    private static final int MAX_DEPTH = 10;

    private Causes() {}

    /** Returns the failure and its causes in one line, each with its type and message. */
    public static String inOneLine(Throwable failure) {
        var described = new LinkedHashSet<String>();
        @Nullable Throwable next = failure;
        for (int depth = 0; next != null && depth < MAX_DEPTH; depth++) {
            if (!isWrapper(next) || next.getCause() == null) {
                described.add(describe(next));
            }
            next = next.getCause();
        }
        return LogSafe.of(String.join(", caused by ", described));
    }

    private static String describe(Throwable failure) {
        var message = failure.getMessage();
        var type = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof ExecutionException || failure instanceof CompletionException;
    }
}
