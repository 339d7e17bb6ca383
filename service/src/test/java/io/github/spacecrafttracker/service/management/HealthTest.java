package io.github.spacecrafttracker.service.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void a_service_is_not_ready_once_draining_has_begun_but_stays_live() {
        var health = new Health.Draining(new Healthy());
        assertThat(health.notReady()).isEmpty();

        health.begin();

        assertThat(health.notReady()).containsExactly("stopping");
        assertThat(health.notLive()).isEmpty();
        assertThat(health.notes()).containsExactly("standby");
    }

    private static final class Healthy implements Health {
        @Override
        public List<String> notLive() {
            return List.of();
        }

        @Override
        public List<String> notReady() {
            return List.of();
        }

        @Override
        public List<String> notes() {
            return List.of("standby");
        }
    }
}
