package io.github.spacecrafttracker.poller.election;

import io.github.spacecrafttracker.service.text.Causes;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;

/**
 * Describes to the operator why a poller cannot take part in the election.
 *
 * @param group of the pollers
 * @param topic whose partition they share
 */
record GroupFault(String group, String topic) {

    /** Returns a sentence that says what to do. */
    String describe(Throwable failure) {
        var cause = Causes.inOneLine(failure);
        if (failure instanceof FencedInstanceIdException) {
            return "another process uses the same member name in the group " + group
                    + ": give each process a name of its own, or none";
        }
        if (failure instanceof AuthenticationException) {
            return "cannot authenticate with the Kafka broker: check the KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_* and"
                    + " KAFKA_SSL_* settings: " + cause;
        }
        if (failure instanceof AuthorizationException) {
            return "the Kafka broker does not permit joining the poller group: grant Read on the group " + group
                    + " and Describe on the topic " + topic + ": " + cause;
        }
        if (failure instanceof InvalidSessionTimeoutException) {
            var session = GroupMembership.SESSION.toMillis();
            return "the Kafka brokers refuse a session of " + session
                    + " ms: include it between their group.min.session.timeout.ms and"
                    + " group.max.session.timeout.ms";
        }
        if (failure instanceof InconsistentGroupProtocolException) {
            return "the group " + group + " has members that are not pollers of this version: stop them";
        }
        if (failure instanceof GroupMaxSizeReachedException) {
            return "the group " + group + " is full: stop some of its members, or raise the brokers' group.max.size";
        }
        return "cannot take part in the group " + group + ": " + cause;
    }
}
