package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the console says to try. */
class StartupBannerTest {
    @Test
    void a_command_can_be_pasted_into_any_shell() {
        assertThat(StartupBanner.list("http://127.0.0.1:8080/2.3.0/spacecraft/"))
                .isEqualTo("curl 'http://127.0.0.1:8080/2.3.0/spacecraft/?limit=3'");
        assertThat(StartupBanner.subscription("localhost:9092", "my.space")).contains(" 'my\\.space\\.changes\\..*' ");
    }

    @Test
    void the_readme_subscribes_in_the_same_way() {
        var readme = String.join("\n", Readme.read().section("Run it")).replace(" \\\n ", "");

        assertThat(readme).contains(StartupBanner.subscription("localhost:9092", "spacecraft"));
    }
}
