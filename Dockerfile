# Builds from a clean checkout: docker build -t rekey .
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml openapi.yaml ./
COPY src src
RUN mvn -B -ntp -Dquick package

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Rekey" \
      org.opencontainers.image.description="Password reset and force sign-in for shops, as a REST microservice." \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /opt/rekey
# The libraries change least: their layer comes first and stays cached.
COPY --from=build /build/target/quarkus-app/lib lib
COPY --from=build /build/target/quarkus-app/quarkus quarkus
COPY --from=build /build/target/quarkus-app/app app
COPY --from=build /build/target/quarkus-app/quarkus-run.jar ./
# A numeric user: an orchestrator with runAsNonRoot cannot verify a user name.
USER 10001:10001
# The second port has health, metrics and the served contract. Do not publish it.
EXPOSE 8080 9000
# A short-lived JVM calls the health endpoint, since the image contains no other HTTP client.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx16m", "-cp", "/opt/rekey/app/*", "dev.rekey.HealthCheck"]
# The heap gets two thirds of the container's memory and buffers of connections 64 MiB; the rest is for threads and code.
# The service writes no files, so that the root file system can be read-only.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=66", "-XX:MaxDirectMemorySize=64m", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-jar", "quarkus-run.jar"]
