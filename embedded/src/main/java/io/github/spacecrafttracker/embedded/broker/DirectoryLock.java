package io.github.spacecrafttracker.embedded.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The claim of one broker on a folder. Kafka has a lock of its own but takes it only after it has opened the metadata
 * log, which two brokers would then both write.
 */
record DirectoryLock(FileChannel channel) implements AutoCloseable {

    static DirectoryLock take(Path folder) {
        DirectoryLock lock = open(folder);
        try {
            if (lock.channel.tryLock() != null) {
                return lock;
            }
        } catch (OverlappingFileLockException held) {
            // By a broker in this very process; said below.
        } catch (IOException e) {
            lock.close();
            throw unusable(folder, e);
        }
        lock.close();
        throw new BrokerStartException("folder " + folder + " is in use by another broker", null);
    }

    private static DirectoryLock open(Path folder) {
        try {
            Files.createDirectories(folder);
            return new DirectoryLock(FileChannel.open(
                    folder.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static BrokerStartException unusable(Path folder, IOException cause) {
        return new BrokerStartException("folder " + folder + " cannot be used: " + cause, cause);
    }

    /** The system lets go of the lock with the channel, and with the process. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written through it.
        }
    }
}
