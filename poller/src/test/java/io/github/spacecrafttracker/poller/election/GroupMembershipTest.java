package io.github.spacecrafttracker.poller.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupMembershipTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                argumentSet(
                        "the name of another", new FencedInstanceIdException("x"), "give each process its own name"),
                argumentSet(
                        "no right to the group",
                        GroupAuthorizationException.forGroupId("my-poller"),
                        "grant Read on the group my-poller and Describe on the topic my.polls: Group"),
                argumentSet(
                        "no right to the topic",
                        new TopicAuthorizationException("no"),
                        "grant Read on the group my-poller and Describe on the topic my.polls: Topic"),
                argumentSet(
                        "not let in",
                        new SaslAuthenticationException("wrong password"),
                        "cannot authenticate with the Kafka broker: check the KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_* and KAFKA_SSL_* settings: Sasl"),
                argumentSet(
                        "another idea of sessions",
                        new InvalidSessionTimeoutException("x"),
                        "a session timeout of 8000 ms: include it between their group.min.session.timeout.ms"),
                argumentSet(
                        "something else in the group",
                        new InconsistentGroupProtocolException("x"),
                        "the group my-poller has members that are not pollers of this version: stop them"),
                argumentSet(
                        "a full group", new GroupMaxSizeReachedException("x"), "stop some of its members, or raise"),
                argumentSet(
                        "anything else",
                        new KafkaException("it rains"),
                        "cannot take part in the group my-poller: KafkaException: it rains"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void the_message_says_in_one_line_what_to_do(KafkaException failure, String advice) {
        assertThat(GroupMembership.explain(failure, "my-poller", "my.polls"))
                .contains(advice)
                .hasLineCount(1);
    }
}
