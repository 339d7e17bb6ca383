package io.github.spacecrafttracker.service.text;

import org.jspecify.annotations.Nullable;

/** A name of upstream's as the label of a metric: one line of a bounded length, whatever upstream calls things, for alerts tell it to people. */
public final class LabelValue {
    private static final int LONGEST = 64;

    private LabelValue() {}

    /** The first 64 characters of a name, none of them cut in two, without {@linkplain LogSafe what ends a line}; empty where there is none. */
    public static String of(@Nullable String name) {
        if (name == null) {
            return "";
        }
        var end = name.offsetByCodePoints(0, Math.min(LONGEST, name.codePointCount(0, name.length())));
        return LogSafe.of(name.substring(0, end)).strip();
    }
}
