package io.github.spacecrafttracker.poller.turn;

import io.github.spacecrafttracker.service.Cause;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;

/**
 * Why a poller can't take part any more, for an operator.
 *
 * @param group of the pollers
 * @param topic whose partition they share
 */
record GroupFault(String group, String topic) {

    /** A sentence that says what to do. */
    String of(Throwable failure) {
        var told = Cause.inOneLine(failure);
        if (failure instanceof FencedInstanceIdException) {
            return "another process takes turns under the same member name in the group " + group
                    + ": give each a name of its own, or none";
        }
        if (failure instanceof AuthenticationException) {
            return "the Kafka broker does not let us in: check the KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_* and"
                    + " KAFKA_SSL_* settings: " + told;
        }
        if (failure instanceof AuthorizationException) {
            return "the Kafka broker does not allow us to take turns: have Read granted on the group " + group
                    + " and Describe on the topic " + topic + ": " + told;
        }
        if (failure instanceof InvalidSessionTimeoutException) {
            var session = Membership.SESSION.toMillis();
            return "the Kafka brokers refuse a session of " + session
                    + " ms: have them let in that between their group.min.session.timeout.ms and"
                    + " group.max.session.timeout.ms";
        }
        if (failure instanceof InconsistentGroupProtocolException) {
            return "the group " + group + " has members that are no pollers of this version: stop them";
        }
        if (failure instanceof GroupMaxSizeReachedException) {
            return "the group " + group + " is full: stop some of its members, or raise the brokers' group.max.size";
        }
        return "can't take turns in the group " + group + ": " + told;
    }
}
