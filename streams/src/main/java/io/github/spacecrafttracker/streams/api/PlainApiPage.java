package io.github.spacecrafttracker.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The JSON, indented, and nothing else. */
public final class PlainApiPage implements ApiPage {
    private static final int INDENT = 4;

    @Override
    public byte[] html(Answered answered) {
        var json = new String(IndentedJson.of(answered.json(), INDENT), UTF_8)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return ("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Spacecraft</title></head><body><pre>"
                        + json + "</pre></body></html>\n")
                .getBytes(UTF_8);
    }
}
