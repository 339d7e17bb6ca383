# syntax=docker/dockerfile:1
# One image for each service: docker build --target poller . and docker build --target streams .

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -pl poller,streams -am -Dmaven.test.skip=true package
# Dependencies and the project's own jars are in separate layers, so that an update is one small
# layer.
RUN for service in poller streams; do \
      mkdir -p "/image/$service/own/lib" && \
      mv "$service"/target/lib/spacecraft-tracker-*.jar "/image/$service/own/lib/" && \
      mv "$service/target/spacecraft-tracker-$service"-*.jar "/image/$service/own/service.jar" && \
      mv "$service/target/lib" "/image/$service/lib" || exit 1; \
    done

FROM eclipse-temurin:25.0.1_8-jre AS service
RUN groupadd --system --gid 10001 tracker && \
    useradd --system --uid 10001 --gid tracker --home-dir /nonexistent --shell /usr/sbin/nologin tracker
WORKDIR /opt/spacecraft-tracker
USER 10001:10001
STOPSIGNAL SIGTERM
# Without a shell in between, the JVM itself receives the signal. It exits if it runs out of memory,
# and is then restarted.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "service.jar"]

# The health check is liveness, not readiness: a healthy tracker can be unready for hours before its
# first complete sweep.
FROM service AS poller
COPY --from=build /image/poller/lib lib/
COPY --from=build /image/poller/own ./
EXPOSE 8082
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${POLLER_MANAGEMENT_PORT:-8082} && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]

FROM service AS streams
COPY --from=build /image/streams/lib lib/
COPY --from=build /image/streams/own ./
EXPOSE 8080 8081
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_PORT:-8081} && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
