package io.github.spacecrafttracker.streams.http.ll2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.query.PageWindow;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests links in LL2's form for a list of 25 rows. See docs/ll2-contract.md#pagination. */
class PageLinksTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "''                          | limit=10&offset=10                    | null",
                "limit=5&offset=5            | limit=5&offset=10                     | limit=5",
                "limit=-1                    | limit=10&offset=10                    | null",
                "limit=0                     | limit=10&offset=10                    | null",
                "limit=ten                   | limit=10&offset=10                    | null",
                "limit=101                   | null                                  | null",
                "limit=99999999999999999999  | null                                  | null",
                "limit=+7+                   | limit=7&offset=7                      | null",
                "limit=%2B10                 | limit=10&offset=10                    | null",
                "limit=5&limit=7             | limit=7&offset=7                      | null",
                "limit=7&limit=              | limit=10&offset=10                    | null",
                "limit=25                    | null                                  | null",
                "limit=24                    | limit=24&offset=24                    | null",
                "offset=-1                   | limit=10&offset=10                    | null",
                "offset=x                    | limit=10&offset=10                    | null",
                "offset=24                   | null                                  | limit=10&offset=14",
                "offset=26                   | null                                  | limit=10&offset=16",
                "offset=1000                 | null                                  | limit=10&offset=990",
                "offset=99999999999999999999 | null                    | limit=10&offset=99999999999999999989",
                "limit=10&offset=3           | limit=10&offset=13                    | limit=10",
                "limit=10&offset=10          | limit=10&offset=20                    | limit=10",
                "offset=6&format=api         | format=api&limit=10&offset=16         | format=api&limit=10",
                "search=progress+7           | limit=10&offset=10&search=progress+7  | null",
                "search=progress%207         | limit=10&offset=10&search=progress+7  | null",
                "status__in=1,2              | limit=10&offset=10&status__in=1%2C2   | null",
                "name=                       | limit=10&name=&offset=10              | null",
                "name                        | limit=10&name=&offset=10              | null",
                "in_space=true&a=1&in_space=false | a=1&in_space=true&in_space=false&limit=10&offset=10 | null",
                "ordering=%2Bid              | limit=10&offset=10&ordering=%2Bid     | null",
                "search=%zz                  | limit=10&offset=10&search=%25zz       | null",
                "search=50%                  | limit=10&offset=10&search=50%25       | null",
                "search=%ff                  | limit=10&offset=10&search=%EF%BF%BD   | null",
                "search=*~.-_                | limit=10&offset=10&search=%2A~.-_     | null",
                "search=Союз                 | limit=10&offset=10&search=%D0%A1%D0%BE%D1%8E%D0%B7 | null",
                "&&&                         | limit=10&offset=10                    | null",
                "a==b                        | a=%3Db&limit=10&offset=10             | null"
            })
    void links_keep_the_parameters_of_the_request(String query, @Nullable String next, @Nullable String previous) {
        var parameters = Parameters.parse(query);
        var links = PageLinks.around("http://host/list/", parameters, PageWindow.of(parameters), 25);

        assertThat(links.next()).isEqualTo(next == null ? null : "http://host/list/?" + next);
        assertThat(links.previous()).isEqualTo(previous == null ? null : "http://host/list/?" + previous);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "null",
            value = {
                "localhost:8080, http://localhost:8080",
                "tracker.example.org, http://tracker.example.org",
                "127.0.0.1:1, http://127.0.0.1:1",
                "[::1]:8080, http://[::1]:8080",
                "null, null",
                "'', null",
                "evil.example/path, null",
                "a@b, null",
                "host:123456, null",
                "ho st, null",
                "'\"><script>', null"
            })
    void links_start_with_a_valid_host(@Nullable String host, @Nullable String base) {
        assertThat(BaseUrl.of(Optional.empty()).forRequest("http", host)).isEqualTo(Optional.ofNullable(base));
    }
}
