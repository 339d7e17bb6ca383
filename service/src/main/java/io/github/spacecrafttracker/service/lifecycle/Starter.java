package io.github.spacecrafttracker.service.lifecycle;

import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.config.InvalidSettingsException;

/** Starts one service: from settings over clients to what runs. */
public interface Starter {
    /**
     * @param closing takes whatever is opened, at once; it is closed in reverse order after the service ended or when its start fails. The result need
     *     not be added
     * @throws InvalidSettingsException see {@link Environment#check()}
     * @throws StartException something outside is not as it must be
     * @throws Exception a fault in the program
     */
    Running start(Closer closing, Environment environment) throws Exception;
}
