package io.github.spacecrafttracker.streams.http.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the snapshots and the instance that diffs it.
 *
 * @param instance the {@code INSTANCE_ADDRESS} of the instance that diffs it
 * @param lag the number of records, transaction markers included, that have been written but not
 *     diffed; null if another instance diffs this partition
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DiffPartition(
        int partition, String instance, @Nullable Long lag) {}
