package io.github.spacecrafttracker.service.management;

import java.util.List;

/** How a service is, asked anew for every request and from any thread; it answers at once. */
public interface Health {
    /** Why the process must be restarted, a reason each; empty when it is live. That nothing happens lately is no reason. */
    List<String> notLive();

    /** Why it cannot do its work now, a reason each; empty when it is ready. */
    List<String> notReady();

    /** What is worth saying though all is well, a line each: that it stands by, for another does the work. Most often nothing. */
    default List<String> notes() {
        return List.of();
    }
}
