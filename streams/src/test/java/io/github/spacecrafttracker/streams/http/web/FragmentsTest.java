package io.github.spacecrafttracker.streams.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.streams.changelog.Transition;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** How times, ages, pictures and what is said of the data are told. */
class FragmentsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ImageHosts HOSTS = new ImageHosts(List.of("images.example"));

    @ParameterizedTest
    @CsvSource({
        "ENTERED_SPACE, true,  'since between 24 Nov 2026, 10:36 UTC and 24 Nov 2026, 10:40 UTC'",
        "APPEARED,      true,  'since before 24 Nov 2026, 10:40 UTC, when it was first seen'",
        "REAPPEARED,    true,  'since before 24 Nov 2026, 10:40 UTC, when it came back'",
        "LEFT_SPACE,    false, in space; since when is being read",
        ",              false, in space; since when is being read",
    })
    void in_space_since_an_entry_that_was_observed_else_since_before_its_first_sight(
            @Nullable ChangeType type, boolean inSpace, String told) {
        var html = new Html();
        var craft = new Spacecraft(551, "Freedom", null, null, null);
        Fragments.since(
                Optional.ofNullable(type)
                        .map(it -> new Transition(
                                craft,
                                it,
                                !inSpace,
                                inSpace,
                                false,
                                Instant.parse("2026-11-24T10:40:05.120Z"),
                                Instant.parse("2026-11-24T10:36:03.870Z"),
                                7)),
                html);

        assertThat(html.toString().replaceAll("<[^>]*>", "")).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, less than a minute",
        "59, less than a minute",
        "60, 1 minute",
        "7199, 119 minutes",
        "7200, 2 hours",
        "172799, 47 hours",
        "172800, 2 days"
    })
    void ages_are_told_in_one_unit(long seconds, String told) {
        assertThat(HumanTime.age(Duration.ofSeconds(seconds))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "PT15M,   PT6H,   false, false",
        "PT15M1S, PT6H,   true,  false",
        "PT15M,   PT6H1S, false, true",
    })
    void old_data_is_said_to_be_old(Duration inSpace, Duration all, boolean warnsOfSpace, boolean warnsOfAll) {
        var html = new Html();
        new Freshness(NOW, Optional.empty()).ofLists(NOW.minus(inSpace), NOW.minus(all), html);

        assertThat(html.toString().contains("Who is in space was last known")).isEqualTo(warnsOfSpace);
        assertThat(html.toString().contains("The whole catalogue was last known"))
                .isEqualTo(warnsOfAll);
        assertThat(html.toString()).contains("<span data-age-of=").doesNotContain("Made up");
    }

    @Test
    void made_up_data_is_said_to_be_made_up_on_every_page() {
        var freshness = new Freshness(NOW, Optional.of(SnapshotHeaders.MADE_UP));
        var lists = new Html();
        freshness.ofLists(NOW, NOW, lists);
        var one = new Html();
        freshness.ofOne(NOW, one);
        var nothing = new Html();
        freshness.ofNothing("no complete reading", nothing);

        assertThat(List.of(lists, one, nothing))
                .allSatisfy(html -> assertThat(html.toString()).contains("<strong>Made up:</strong>"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://images.example/a.jpeg,          true",
        "http://images.example/a.jpeg,           false",
        "https://images.example.evil/a.jpeg,     false",
        "https://images.example:8443/a.jpeg,     false",
        "https://user@images.example/a.jpeg,     false",
        "//images.example/a.jpeg,                false",
        "javascript:alert(1),                    false",
        "https://images.example/a b.jpeg,        false",
        "'',                                     false",
    })
    void a_picture_is_shown_from_the_hosts_of_the_setting_alone(String url, boolean shown) {
        var image = JsonMapper.shared().createObjectNode().put("thumbnail_url", url);

        assertThat(Picture.of(image, HOSTS).isPresent()).isEqualTo(shown);
    }

    @Test
    void a_picture_comes_late_with_its_words_credit_and_licence() {
        var image = JsonMapper.shared()
                .readTree(
                        "{\"image_url\":\"https://images.example/a.jpeg\",\"name\":\"A \\\"dock\\\"ing\",\"credit\":\"<b>NASA\","
                                + "\"license\":{\"name\":\"CC BY\",\"link\":\"https://licence.example/\"}}");
        var html = new Html();
        Picture.of(image, HOSTS).orElseThrow().write(html);

        assertThat(html.toString())
                .contains("src=\"https://images.example/a.jpeg\" alt=\"A &quot;dock&quot;ing\" loading=\"lazy\"")
                .contains("Picture: &lt;b&gt;NASA, <a rel=\"noreferrer\" href=\"https://licence.example/\">CC BY</a>");
    }

    @Test
    void no_picture_where_upstream_has_none() {
        var mapper = JsonMapper.shared();
        assertThat(List.of("null", "{}", "[]", "\"https://images.example/a.jpeg\"", "{\"thumbnail_url\":7}"))
                .allSatisfy(json ->
                        assertThat(Picture.of(mapper.readTree(json), HOSTS)).isEmpty());
    }
}
