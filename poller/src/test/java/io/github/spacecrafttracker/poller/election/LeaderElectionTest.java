package io.github.spacecrafttracker.poller.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.poller.election.LeaderElection.RejoinDelay;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.topic.Topics;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.GroupState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Promise 8, as far as the group goes: whose turn it is, and who has it next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaderElectionTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicInteger tests = new AtomicInteger();
    private EmbeddedBroker broker;
    private Closer closing;
    private KafkaSettings kafka;
    private Topics topics;
    private Admin admin;

    @BeforeAll
    void start(@TempDir Path folder) {
        broker = EmbeddedBroker.start(folder, 0);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void a_group_of_its_own() throws StartException {
        closing = new Closer();
        var prefix = "turns-" + tests.incrementAndGet();
        kafka = new KafkaSettings(broker.bootstrapServers(), prefix, 3, 1, Map.of());
        topics = Topics.under(prefix);
        TopicSet.ensure(kafka, topics);
        admin = closing.add(Admin.create(kafka.admin()));
    }

    @AfterEach
    void end() {
        closing.close();
    }

    @Test
    void the_first_has_the_turn_and_a_newcomer_takes_nothing_from_it() throws Exception {
        var first = join();
        var leadership = leadershipOf(first);

        for (var members = 2; members <= 4; members++) {
            var newcomer = join();
            awaitMembers(members);
            assertThat(newcomer.active()).isFalse();
        }

        assertThat(leadership.isOver()).isFalse();
        assertThat(first.active()).isTrue();
    }

    @Test
    void one_who_stands_by_has_the_turn_when_the_first_closes() throws Exception {
        var first = join();
        var leadership = leadershipOf(first);
        var second = join();
        awaitMembers(2);

        first.close();

        assertThat(leadership.isOver()).isTrue();
        assertThat(first.active()).isFalse();
        assertThat(group().members()).as("nobody waits for it").hasSize(1);
        assertThat(leadershipOf(second).isOver()).isFalse();
        assertThatThrownBy(first::await).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void one_who_stands_by_has_the_turn_after_the_first_was_killed() throws Exception {
        var first = joinAsProcess();
        awaitSaid(first, LeaderProcess.BEGAN);
        var second = join();
        awaitMembers(2);
        assertThat(second.active()).isFalse();

        first.close();

        assertThat(leadershipOf(second).isOver()).isFalse();
    }

    @Test
    void one_that_was_stopped_for_too_long_finds_its_turn_over_and_stands_by() throws Exception {
        var first = joinAsProcess();
        awaitSaid(first, LeaderProcess.BEGAN);
        var second = join();
        awaitMembers(2);

        first.signal("STOP");
        var leadership = leadershipOf(second);
        first.signal("CONT");

        awaitSaid(first, LeaderProcess.BEGAN, LeaderProcess.OVER);
        awaitMembers(2);
        assertThat(leadership.isOver()).isFalse();
        assertThat(first.output()).containsExactly(LeaderProcess.BEGAN, LeaderProcess.OVER);
    }

    @Test
    void one_that_the_group_has_thrown_out_finds_its_turn_over_and_joins_again() throws Exception {
        var only = join();
        var leadership = leadershipOf(only);

        admin.removeMembersFromConsumerGroup(groupId(), new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get();

        await().atMost(LONG).until(() -> leadershipOf(only) != leadership);
        assertThat(leadership.isOver()).isTrue();
        assertThat(leadership.why()).startsWith("the poller group removed this poller");
    }

    @Test
    void a_turn_that_is_given_up_goes_to_another_and_does_not_come_back_while_that_lives() throws Exception {
        var delay = new HeldDelay();
        var first = join(Optional.empty(), delay);
        var leadership = leadershipOf(first);
        var second = join();
        awaitMembers(2);

        first.giveUp(leadership);

        assertThat(leadership.isOver()).isTrue();
        var next = leadershipOf(second);
        awaitMembers(1);
        delay.end();
        awaitMembers(2);
        assertThat(first.active()).isFalse();
        assertThat(next.isOver()).isFalse();

        second.close();

        assertThat(leadershipOf(first)).isNotSameAs(leadership);
    }

    @Test
    void a_turn_that_is_given_up_and_that_nobody_takes_comes_back_after_a_rest() throws Exception {
        var delay = new HeldDelay();
        var only = join(Optional.empty(), delay);
        var leadership = leadershipOf(only);

        only.giveUp(leadership);
        delay.awaitBegin();

        assertThat(group().members()).isEmpty();
        delay.end();
        assertThat(leadershipOf(only)).isNotSameAs(leadership);
    }

    @Test
    void one_with_a_name_has_its_turn_back_after_it_was_killed() throws Exception {
        var killed = joinAsProcess("alice");
        awaitSaid(killed, LeaderProcess.BEGAN);
        var others = List.of(join(), join());
        awaitMembers(3);

        killed.close();
        var back = join("alice");

        assertThat(leadershipOf(back).isOver()).isFalse();
        assertThat(others).noneMatch(LeaderElection::active);
        assertThat(group().members()).hasSize(3).anySatisfy(member -> {
            assertThat(member.groupInstanceId()).contains("alice");
            assertThat(member.assignment().topicPartitions()).hasSize(1);
        });
    }

    @Test
    void one_with_a_name_is_waited_for_after_it_was_closed() throws Exception {
        var first = join("alice");
        var leadership = leadershipOf(first);

        first.close();

        assertThat(leadership.isOver()).isTrue();
        assertThat(group().members())
                .extracting(MemberDescription::groupInstanceId)
                .containsExactly(Optional.of("alice"));
    }

    @Test
    void one_with_a_name_is_not_waited_for_after_it_gave_up_its_turn() throws Exception {
        var delay = new HeldDelay();
        var first = join(Optional.of("alice"), delay);

        first.giveUp(leadershipOf(first));
        delay.awaitBegin();

        assertThat(group().members()).isEmpty();
    }

    @Test
    void of_two_with_one_name_the_older_says_that_each_needs_its_own() throws Exception {
        var older = join("alice");
        var leadership = leadershipOf(older);

        var younger = join("alice");

        await().atMost(LONG).until(leadership::isOver);
        assertThatThrownBy(older::await)
                .isInstanceOf(StartException.class)
                .hasMessage("another process uses the same member name in the group " + kafka.topicPrefix()
                        + "-poller: give each process its own name, or none");
        assertThat(older.active()).isFalse();
        assertThat(leadershipOf(younger).isOver()).isFalse();
    }

    /** Lasts until the test ends it. */
    private record HeldDelay(CountDownLatch begun, CountDownLatch ended) implements RejoinDelay, AutoCloseable {
        HeldDelay() {
            this(new CountDownLatch(1), new CountDownLatch(1));
        }

        @Override
        public void await(CountDownLatch closing) throws InterruptedException {
            begun.countDown();
            ended.await();
        }

        void awaitBegin() {
            Awaitility.await().atMost(LONG).until(() -> begun.getCount() == 0);
        }

        void end() {
            ended.countDown();
        }

        @Override
        public void close() {
            end();
        }
    }

    private LeaderElection join() {
        return closing.add(LeaderElection.join(kafka, topics, Optional.empty()));
    }

    private LeaderElection join(String member) {
        return closing.add(LeaderElection.join(kafka, topics, Optional.of(member)));
    }

    private LeaderElection join(Optional<String> member, HeldDelay delay) {
        var election = closing.add(LeaderElection.join(kafka, topics, member, delay));
        closing.add(delay);
        return election;
    }

    /** @param member at most one name */
    private JavaProcess joinAsProcess(String... member) throws Exception {
        var arguments = Stream.concat(Stream.of(kafka.bootstrapServers(), kafka.topicPrefix()), Stream.of(member));
        return closing.add(
                JavaProcess.start(JavaProcess.running(LeaderProcess.class, "64m", arguments.toArray(String[]::new))
                        .redirectError(Redirect.INHERIT)));
    }

    private static Leadership leadershipOf(LeaderElection election) throws Exception {
        await().atMost(LONG).until(election::active);
        return election.await();
    }

    private static void awaitSaid(JavaProcess process, String... words) {
        await().atMost(LONG).untilAsserted(() -> assertThat(process.output()).containsExactly(words));
    }

    /** Returns when the group has so many and all of them know where they stand. */
    private void awaitMembers(int count) {
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(group().members()).hasSize(count);
            assertThat(group().groupState()).isEqualTo(GroupState.STABLE);
        });
    }

    private ConsumerGroupDescription group() throws Exception {
        var name = groupId();
        return Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(name)).all().get().get(name));
    }

    private String groupId() {
        return kafka.topicPrefix() + "-poller";
    }
}
