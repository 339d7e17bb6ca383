package io.github.spacecrafttracker.embedded.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A lock that reserves a directory for one broker. Kafka acquires its own lock only after it has
 * opened the metadata log, so two brokers could write to that log.
 */
record DirectoryLock(FileChannel channel) implements AutoCloseable {

    static DirectoryLock take(Path directory) {
        DirectoryLock lock = open(directory);
        try {
            if (lock.channel.tryLock() != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // The directory is locked by this process. Reported below.
        } catch (IOException e) {
            lock.close();
            throw unusable(directory, e);
        }
        lock.close();
        throw new BrokerStartException("directory " + directory + " is in use by another broker", null);
    }

    private static DirectoryLock open(Path directory) {
        try {
            Files.createDirectories(directory);
            return new DirectoryLock(FileChannel.open(
                    directory.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static BrokerStartException unusable(Path directory, IOException cause) {
        return new BrokerStartException("directory " + directory + " cannot be used: " + cause, cause);
    }

    /** Releases the lock, as the end of the process also does. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Ignored, because nothing was written through this channel.
        }
    }
}
