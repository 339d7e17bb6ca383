package io.github.spacecrafttracker.streams.http.web;

import java.util.Optional;

/**
 * The page of one spacecraft: its last known state, and its changes.
 *
 * @param current empty if upstream no longer has the spacecraft; its changes show what it was
 */
record SpacecraftPage(
        Site site,
        long id,
        String name,
        Freshness freshness,
        Optional<SpacecraftView> current,
        LatestChanges.Page changes) {}
