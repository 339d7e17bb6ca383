package io.github.spacecrafttracker.poller.ll2;

import java.net.URI;

/** A request to Launch Library 2. */
public sealed interface Request permits PageRequest, LookUpRequest {
    /** The part after the base URL. */
    String pathAndQuery();

    /**
     * Returns the whole URL, without the token.
     *
     * @param baseUrl without a slash at its end
     */
    default URI url(URI baseUrl) {
        return URI.create(baseUrl + pathAndQuery());
    }
}
