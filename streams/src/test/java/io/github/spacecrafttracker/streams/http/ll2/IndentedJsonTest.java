package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The layout of Python's {@code json.dumps} with an indent. */
class IndentedJsonTest {
    @Test
    void has_each_value_on_a_line_of_its_own() {
        var json = "{\"a\":[1,2.50,1E400],\"b\":[],\"c\":{},\"d\":{\"é\":\"<\\\"\\n\"},\"e\":[{\"f\":null}]}";

        assertThat(new String(IndentedJson.of(json.getBytes(UTF_8), 2), UTF_8)).isEqualTo("""
                {
                  "a": [
                    1,
                    2.50,
                    1E400
                  ],
                  "b": [],
                  "c": {},
                  "d": {
                    "é": "<\\"\\n"
                  },
                  "e": [
                    {
                      "f": null
                    }
                  ]
                }""");
    }
}
