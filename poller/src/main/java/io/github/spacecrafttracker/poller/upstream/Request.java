package io.github.spacecrafttracker.poller.upstream;

/** What Launch Library 2 is asked for. */
public sealed interface Request permits PageRequest, LookUpRequest {
    /** What follows the base URL. */
    String pathAndQuery();
}
