package dev.rekey.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Calls that meet.
@QuarkusTest
@TestProfile(AllFeatures.class)
public class RacesTest extends ApiTest {

  @Test
  void ofAHundredConfirmationsWithOneTokenExactlyOneWinsAndItsPasswordSignsIn() {
    Account account = account();
    String token = resetToken(account);

    List<Response> answers =
        atOnce(
            IntStream.range(0, 100)
                .<Callable<Response>>mapToObj(
                    i -> () -> confirmOrBeSentAway(token, "lighthouse-" + i))
                .toList());

    List<Integer> winners =
        IntStream.range(0, 100).filter(i -> answers.get(i).statusCode() == 204).boxed().toList();
    assertThat(winners).hasSize(1);
    assertThat(answers).extracting(Response::statusCode).isSubsetOf(204, 410, 503).contains(410);
    signedIn(account, "lighthouse-" + winners.getFirst());
    int other = (winners.getFirst() + 1) % 100;
    signIn(account.email(), "lighthouse-" + other).then().statusCode(401);
    List<String> changes =
        administrator("customers:read")
            .queryParam("limit", 200)
            .get("/customers/{id}/events", account.id())
            .path("items.findAll { it.means == 'reset' }.type");
    assertThat(changes).contains("password-change-refused").containsOnlyOnce("password-changed");
  }

  @Test
  void ofFiftyRequestsForOneAddressAsManyPassAsTheLimitAllows() {
    Account account = account();
    set("{\"minInterval\":\"PT0S\"}");

    List<Response> answers =
        atOnce(
            IntStream.range(0, 50)
                .<Callable<Response>>mapToObj(i -> () -> requestReset(account.email()))
                .toList());

    assertThat(answers).filteredOn(one -> one.statusCode() == 202).hasSize(5);
    assertThat(answers).filteredOn(one -> one.statusCode() == 429).hasSize(45);
    mailbox().awaitMessageTo(account.email(), 5);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> mailbox().messagesTo(account.email()).size() == 5);
    assertThat(mailbox().messagesTo(account.email()).stream().map(mail -> mail.token()).distinct())
        .hasSize(5);
  }

  @Test
  void ofFiftyRequestsFromOneAddressAsManyPassAsTheLimitAllows() {
    forgetEarlierRequests();
    set("{\"maxRequestsPerHourPerIp\":7}");

    List<Response> answers =
        atOnce(
            IntStream.range(0, 50)
                .<Callable<Response>>mapToObj(i -> () -> requestReset(uniqueEmail()))
                .toList());

    assertThat(answers).filteredOn(one -> one.statusCode() == 202).hasSize(7);
    assertThat(answers).filteredOn(one -> one.statusCode() == 429).hasSize(43);
  }

  @Test
  void ofFiftyWrongSignInsFromOneAddressAsManyAreComparedAsTheLimitAllows() {
    Account account = account();
    forgetEarlierRequests();
    set("{\"maxSignInFailuresPerHourPerIp\":7}");

    List<Response> answers =
        atOnce(
            IntStream.range(0, 50)
                .<Callable<Response>>mapToObj(
                    i -> () -> signIn(i % 2 == 0 ? account.email() : uniqueEmail(), "wrong"))
                .toList());

    assertThat(answers).filteredOn(one -> one.statusCode() == 401).hasSize(7);
    assertThat(answers)
        .filteredOn(one -> one.statusCode() == 429)
        .hasSize(43)
        .extracting(one -> one.header("Retry-After") + one.asString())
        .containsOnly("3600" + signIn(account.email(), PASSWORD).asString());
  }

  @RepeatedTest(4)
  void noSignInWithTheOldPasswordOutlivesAReset() {
    Account account = account();
    // eight sign-ins with the old password must count as eight at most
    set("{\"lockoutFailures\":9}");
    String token = resetToken(account);
    List<Callable<Response>> calls = new ArrayList<>();
    calls.add(() -> confirm(token, NEW_PASSWORD));
    for (int i = 0; i < 8; i++) {
      calls.add(() -> signIn(account.email(), PASSWORD));
    }

    List<Response> answers = atOnce(calls);

    assertThat(answers.getFirst().statusCode()).isEqualTo(204);
    for (Response one : answers.subList(1, answers.size())) {
      assertThat(one.statusCode()).isIn(200, 401);
      if (one.statusCode() == 200) {
        me(one.path("accessToken")).then().statusCode(401);
      }
    }
    me(signedIn(account, NEW_PASSWORD)).then().statusCode(200);
  }

  @RepeatedTest(4)
  void aForcedSignInEndsAllThatCameBeforeItAndNothingThatComesAfter() {
    Account account = account();
    integration(account, "erp");
    List<Callable<Response>> calls = new ArrayList<>();
    calls.add(() -> forceSignIn(account));
    for (int i = 0; i < 6; i++) {
      calls.add(() -> signIn(account.email(), PASSWORD));
      calls.add(() -> issue(account, "erp"));
    }

    List<Response> answers = atOnce(calls);

    String horizon = answers.getFirst().path("tokensValidFrom");
    int alive = 0;
    for (Response one : answers.subList(1, answers.size())) {
      if (one.statusCode() < 300) {
        alive += me(one.path("accessToken")).statusCode() == 200 ? 1 : 0;
      }
    }
    List<String> counting =
        administrator("oauth-tokens:write")
            .get("/customers/{id}/oauth-tokens", account.id())
            .then()
            .extract()
            .path("items.findAll { it.revokedAt == null }.issuedAt");
    assertThat(counting).hasSize(alive);
    assertThat(counting.stream().map(Instant::parse))
        .allSatisfy(at -> assertThat(at).isAfterOrEqualTo(Instant.parse(horizon)));
    me(signedIn(account)).then().statusCode(200);
  }

  @Test
  void whatIsBegunRightAfterAForcedSignInWorks() {
    Account account = account();
    String before = integration(account, "erp");
    for (int i = 0; i < 20; i++) {
      forceSignIn(account).then().statusCode(200);
      String token = integration(account, "erp");
      me(token).then().statusCode(200);
      me(before).then().statusCode(401);
      before = token;
    }
  }

  @Test
  void twoForcedSignInsCountEveryTokenOnce() {
    Account account = account();
    for (int i = 0; i < 5; i++) {
      integration(account, "erp");
    }

    List<Response> answers =
        atOnce(
            IntStream.range(0, 10)
                .<Callable<Response>>mapToObj(i -> () -> forceSignIn(account))
                .toList());

    assertThat(answers.stream().mapToInt(one -> one.<Integer>path("revokedTokens")).sum())
        .isEqualTo(5);
  }

  @Test
  void twoSystemsThatCreateOneCustomerMakeOne() {
    String id = unique("t");
    String email = uniqueEmail();

    List<Response> answers =
        atOnce(
            IntStream.range(0, 10)
                .<Callable<Response>>mapToObj(i -> () -> put(id, "{\"email\":\"" + email + "\"}"))
                .toList());
    assertThat(answers).filteredOn(one -> one.statusCode() == 201).hasSize(1);
    assertThat(answers).filteredOn(one -> one.statusCode() == 200).hasSize(9);

    String shared = uniqueEmail();
    List<Response> rivals =
        atOnce(
            IntStream.range(0, 10)
                .<Callable<Response>>mapToObj(
                    i -> () -> put(unique("t"), "{\"email\":\"" + shared + "\"}"))
                .toList());
    assertThat(rivals).filteredOn(one -> one.statusCode() == 201).hasSize(1);
    assertThat(rivals).filteredOn(one -> one.statusCode() == 409).hasSize(9);
  }

  /// Too many at once may be sent away with a 503, which is no answer for the ordinary tests.
  private static Response confirmOrBeSentAway(String token, String password) {
    return RestAssured.given()
        .contentType(JSON)
        .body("{\"token\":\"" + token + "\",\"newPassword\":\"" + password + "\"}")
        .post("/password-resets/confirm");
  }

  private static void forgetEarlierRequests() {
    try (Connection connection = LocalStackResource.database().connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM request_windows");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static List<Response> atOnce(List<Callable<Response>> calls) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<Future<Response>> answers =
          calls.stream()
              .map(call ->
                  threads.submit(() -> {
                    start.await();
                    return call.call();
                  }))
              .toList();
      start.countDown();
      List<Response> all = new ArrayList<>();
      for (Future<Response> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
