package io.github.spacecrafttracker.streams.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the snapshots, and who diffs it.
 *
 * @param instance that does, as {@code INSTANCE_ADDRESS} names it; null while it moves from one to another
 * @param standbys the instances that keep a copy of its state
 * @param lag how many records, markers of transactions included, have been written and not diffed; null where another instance knows it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DiffPartition(
        int partition,
        @Nullable String instance,
        List<String> standbys,
        @Nullable Long lag) {}
