package io.github.spacecrafttracker.poller.election;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.poller.election.LeaderElection.RejoinDelay;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.testkit.Waiting;
import io.github.spacecrafttracker.topic.Topics;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** docs/guarantees.md#g8: the consumer group decides which poller leads, and which is next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaderElectionTest {

    private final AtomicInteger tests = new AtomicInteger();
    private EmbeddedBroker broker;
    private Closer closing;
    private KafkaSettings kafka;
    private Topics topics;
    private Admin admin;

    @BeforeAll
    void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory, 0);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void create_group() throws StartException {
        closing = new Closer();
        var prefix = "election-" + tests.incrementAndGet();
        kafka = new KafkaSettings(broker.bootstrapServers(), prefix, 3, 1, Map.of());
        topics = Topics.withPrefix(prefix);
        TopicSet.ensure(kafka, topics);
        admin = closing.add(Admin.create(kafka.admin()));
    }

    @AfterEach
    void end() {
        closing.close();
    }

    @Test
    void the_first_member_leads_and_new_members_do_not_take_over() throws Exception {
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
    void a_standby_takes_over_when_the_leader_is_closed() throws Exception {
        var first = join();
        var leadership = leadershipOf(first);
        var second = join();
        awaitMembers(2);

        first.close();

        assertThat(leadership.isOver()).isTrue();
        assertThat(first.active()).isFalse();
        assertThat(group().members()).as("the group does not wait for it").hasSize(1);
        assertThat(leadershipOf(second).isOver()).isFalse();
        assertThatThrownBy(first::await).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_standby_takes_over_after_the_leader_was_killed() throws Exception {
        var first = joinAsProcess();
        awaitOutput(first, LeaderProcess.BEGAN);
        var second = join();
        awaitMembers(2);
        assertThat(second.active()).isFalse();

        first.close();

        assertThat(leadershipOf(second).isOver()).isFalse();
    }

    @Test
    void a_leader_that_was_suspended_for_too_long_loses_the_leadership_and_stands_by() throws Exception {
        var first = joinAsProcess();
        awaitOutput(first, LeaderProcess.BEGAN);
        var second = join();
        awaitMembers(2);

        first.signal("STOP");
        var leadership = leadershipOf(second);
        first.signal("CONT");

        awaitOutput(first, LeaderProcess.BEGAN, LeaderProcess.OVER);
        awaitMembers(2);
        assertThat(leadership.isOver()).isFalse();
        assertThat(first.output()).containsExactly(LeaderProcess.BEGAN, LeaderProcess.OVER);
    }

    @Test
    void a_leader_that_the_group_has_removed_loses_the_leadership_and_rejoins() throws Exception {
        var only = join();
        var leadership = leadershipOf(only);

        admin.removeMembersFromConsumerGroup(groupId(), new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get();

        await().until(() -> leadershipOf(only) != leadership);
        assertThat(leadership.isOver()).isTrue();
        assertThat(leadership.endReason()).startsWith("the poller group removed this poller");
    }

    @Test
    void a_leadership_that_was_given_up_passes_to_a_standby_and_returns_only_after_it() throws Exception {
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
    void a_leadership_that_was_given_up_without_a_standby_returns_after_a_delay() throws Exception {
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
    void a_named_leader_leads_again_after_it_was_killed() throws Exception {
        var killed = joinAsProcess("alice");
        awaitOutput(killed, LeaderProcess.BEGAN);
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
    void the_group_waits_for_a_named_leader_that_was_closed() throws Exception {
        var first = join("alice");
        var leadership = leadershipOf(first);

        first.close();

        assertThat(leadership.isOver()).isTrue();
        assertThat(group().members())
                .extracting(MemberDescription::groupInstanceId)
                .containsExactly(Optional.of("alice"));
    }

    @Test
    void the_group_does_not_wait_for_a_named_leader_that_gave_up() throws Exception {
        var delay = new HeldDelay();
        var first = join(Optional.of("alice"), delay);

        first.giveUp(leadershipOf(first));
        delay.awaitBegin();

        assertThat(group().members()).isEmpty();
    }

    @Test
    void the_older_of_two_members_with_one_name_reports_that_each_needs_its_own() throws Exception {
        var older = join("alice");
        var leadership = leadershipOf(older);

        var younger = join("alice");

        await().until(leadership::isOver);
        assertThatThrownBy(older::await)
                .isInstanceOf(StartException.class)
                .hasMessage("another process uses the same member name in the group " + kafka.topicPrefix()
                        + "-poller: give each process its own name, or none");
        assertThat(older.active()).isFalse();
        assertThat(leadershipOf(younger).isOver()).isFalse();
    }

    /** A delay that lasts until the test ends it. */
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
            Waiting.await().until(() -> begun.getCount() == 0);
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
                JavaProcess.start(JavaProcess.shortLived(LeaderProcess.class, "64m", arguments.toArray(String[]::new))
                        .redirectError(Redirect.INHERIT)));
    }

    private static Leadership leadershipOf(LeaderElection election) throws Exception {
        await().until(election::active);
        return election.await();
    }

    private static void awaitOutput(JavaProcess process, String... lines) {
        await().untilAsserted(() -> assertThat(process.output()).containsExactly(lines));
    }

    /** Returns when the group is stable with this number of members. */
    private void awaitMembers(int count) {
        await().untilAsserted(() -> {
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
