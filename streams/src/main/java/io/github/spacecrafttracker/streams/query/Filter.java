package io.github.spacecrafttracker.streams.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which spacecraft are asked for. Null is no filter.
 *
 * @param name exact
 * @param config the id of a configuration
 * @param status the id of a status
 */
public record Filter(
        @Nullable Boolean inSpace,
        @Nullable Boolean placeholder,
        @Nullable String name,
        @Nullable Long config,
        @Nullable Long status,
        Search search) {
    public static final Filter ALL = new Filter(null, null, null, null, null, new Search(List.of()));
    public static final Filter IN_SPACE = new Filter(true, null, null, null, null, new Search(List.of()));

    public boolean matches(Fields fields) {
        return is(inSpace, fields.inSpace())
                && is(placeholder, fields.placeholder())
                && is(name, fields.name())
                && is(config, fields.config())
                && is(status, fields.status())
                && search.finds(fields.searched());
    }

    private static boolean is(@Nullable Object asked, @Nullable Object held) {
        return asked == null || asked.equals(held);
    }
}
