package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SignInTest extends SignInFixture {
    @Test
    void signing_in_answers_with_the_person_and_a_session_that_scripts_cannot_read() {
        Visitor visitor = visitor();
        Answer answer = visitor.signIn("Admin", ADMIN_PASSWORD);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text("username")).isEqualTo("admin");
        assertThat(answer.at("mustChangePassword").booleanValue()).isFalse();
        assertThat(answer.at("administrator").booleanValue()).isTrue();
        assertThat(answer.at("entities.users").toString()).contains("configure");
        assertThat(answer.text("departmentName")).isEqualTo("公司");
        assertThat(cookie(answer, "ZHIYIN_SESSION"))
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Secure")
                .doesNotContain("Max-Age");
        assertThat(visitor.get("/api/v1/me").text("username")).isEqualTo("admin");
    }

    @Test
    void a_remembered_session_keeps_its_cookie() {
        Answer answer =
                visitor()
                        .post(
                                "/api/v1/auth/login",
                                Json.object()
                                        .put("username", "admin")
                                        .put("password", ADMIN_PASSWORD)
                                        .put("remember", true));
        assertThat(cookie(answer, "ZHIYIN_SESSION")).contains("Max-Age");
    }

    @Test
    void only_digests_of_secrets_are_stored() {
        Visitor admin = admin();
        String token = admin.post("/api/v1/me/tokens", "{\"name\":\"x\"}").text("token");
        for (String secret : List.of(admin.cookie("ZHIYIN_SESSION"), token)) {
            int found =
                    jdbc.sql(
                                    """
                                    select (select count(*) from session where token_digest = :plain)
                                         + (select count(*) from access_token where token_digest = :plain)
                                         + (select count(*) from session where token_digest = sha256(:plain))
                                         + (select count(*) from access_token where token_digest = sha256(:plain)) * 10
                                    """)
                            .param(
                                    "plain",
                                    secret.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .query(Integer.class)
                            .single();
            assertThat(found).isEqualTo(secret.equals(token) ? 10 : 1);
        }
        String hash =
                jdbc.sql("select password_hash from app_user where username = 'admin'")
                        .query(String.class)
                        .single();
        assertThat(hash).startsWith("$argon2id$");
    }

    @Test
    void whoever_has_not_signed_in_gets_401_everywhere_under_api() {
        for (String path :
                List.of(
                        "/api/v1/me",
                        "/api/v1/users",
                        "/api/v1/nothing",
                        "/api/v1/meta/entities")) {
            Answer answer = visitor().get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
        }
        assertThat(visitor().post("/api/v1/users", "{}").status()).isEqualTo(401);
        assertThat(visitor().token("nonsense").get("/api/v1/me").status()).isEqualTo(401);
        assertThat(visitor().header("Authorization", "Basic eDp5").get("/api/v1/me").status())
                .isEqualTo(401);
        assertThat(visitor().get("/api/v1/auth/state").text("language")).isEqualTo("zh-CN");
        assertThat(visitor().get("/actuator/health").status()).isEqualTo(200);
        assertThat(visitor().get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(user("metrics", "SALES_DIRECTOR").get("/actuator/prometheus").status())
                .isEqualTo(403);
        assertThat(admin().get("/actuator/prometheus").status()).isEqualTo(200);
    }

    @Test
    void addresses_made_to_slip_past_are_refused() {
        for (String path : List.of("/api/v1/me;x=1", "//api/v1/me", "/x/..;/api/v1/me")) {
            Answer answer = admin().get(path);
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.text()).doesNotContain("admin");
        }
        assertThat(admin().get("/api/v1/me;x=1").code()).isEqualTo("BAD_ADDRESS");
        for (String path : List.of("/API/v1/me", "/api/v1/../v1/me", "/api/%76%31/me")) {
            assertThat(visitor().get(path).text()).as(path).doesNotContain("displayName");
        }
    }

    @Test
    void refusals_speak_the_language_asked_for() {
        assertThat(visitor().get("/api/v1/me").text("detail")).isEqualTo("请先登录。");
        assertThat(visitor().header("Accept-Language", "en").get("/api/v1/me").text("detail"))
                .isEqualTo("Please sign in first.");
    }

    @Test
    void a_wrong_password_and_an_unknown_name_get_the_same_answer() {
        user("known", "VIEWER");
        Answer wrong = visitor().signIn("known", "not the password");
        Answer unknown = visitor().signIn("nobody of that name", "not the password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("BAD_CREDENTIALS");
        assertThat(unknown.text()).isEqualTo(wrong.text());
    }

    @Test
    void an_unknown_name_takes_as_long_as_a_known_one() {
        user("timed", "VIEWER");
        long known = median(i -> visitor().signIn("timed", "wrong" + i));
        long unknown = median(i -> visitor().signIn("untimed" + i, "wrong" + i));
        assertThat((double) unknown / known).isBetween(0.4, 2.5);
    }

    @Test
    void names_and_passwords_of_any_shape_are_refused_not_failed() {
        for (String name : List.of("\0", "\ud800x", "' or 1=1 --", "x".repeat(999), "管理员", " ")) {
            Answer answer = visitor().signIn(name, "\0\ud800");
            assertThat(answer.status()).as(name).isEqualTo(401);
        }
        assertThat(visitor().signIn("x".repeat(2000), "y").status()).isEqualTo(422);
        assertThat(visitor().post("/api/v1/auth/login", "{}").text("errors.0.code"))
                .isEqualTo("REQUIRED");
        assertThat(visitor().post("/api/v1/auth/login", "[]").status()).isEqualTo(400);
        assertThat(visitor().post("/api/v1/auth/login", "{\"username\":").status()).isEqualTo(400);
        assertThat(
                        visitor()
                                .post(
                                        "/api/v1/auth/login",
                                        "{\"username\":1,\"password\":[],\"more\":true}")
                                .body()
                                .get("errors")
                                .size())
                .isEqualTo(3);
    }

    @Test
    void five_failures_in_a_row_lock_a_name_for_fifteen_minutes() {
        user("locked", "VIEWER");
        for (int i = 0; i < 4; i++) {
            assertThat(visitor().signIn("locked", "wrong").code()).isEqualTo("BAD_CREDENTIALS");
        }
        Answer fifth = visitor().signIn("LOCKED", "wrong");
        assertThat(fifth.code()).isEqualTo("LOCKED");
        assertThat(fifth.header("Retry-After")).contains("900");
        assertThat(visitor().signIn("locked", "locked's own secret").code()).isEqualTo("LOCKED");
        assertThat(audited("LOCKED_OUT", "locked")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(14));
        assertThat(visitor().signIn("locked", "locked's own secret").code()).isEqualTo("LOCKED");
        clock.advance(Duration.ofSeconds(61));
        assertThat(visitor().signIn("locked", "wrong").code()).isEqualTo("BAD_CREDENTIALS");
        assertThat(visitor().signIn("locked", "locked's own secret").status()).isEqualTo(200);
    }

    @Test
    void success_sets_the_count_back() {
        user("forgetful", "VIEWER");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(visitor().signIn("forgetful", "wrong").status()).isEqualTo(401);
            }
            assertThat(visitor().signIn("forgetful", "forgetful's own secret").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_name_nobody_bears_is_locked_like_any_other() {
        for (int i = 0; i < 4; i++) {
            assertThat(visitor().signIn("ghost", "wrong").code()).isEqualTo("BAD_CREDENTIALS");
        }
        assertThat(visitor().signIn("ghost", "wrong").code()).isEqualTo("LOCKED");
    }

    @Test
    void an_administrator_ends_a_lock() {
        user("released", "VIEWER");
        for (int i = 0; i < 5; i++) {
            visitor().signIn("released", "wrong");
        }
        String id = idOf("released");
        assertThat(admin().get("/api/v1/users/" + id).text("lockedUntil")).isNotNull();
        assertThat(admin().post("/api/v1/users/" + id + "/unlock", "{}").status()).isEqualTo(204);
        assertThat(visitor().signIn("released", "released's own secret").status()).isEqualTo(200);
    }

    @Test
    void a_hundred_guesses_at_once_get_five_answers_together() throws Exception {
        user("stormed", "VIEWER");
        List<Answer> answers = atOnce(100, i -> visitor().signIn("stormed", "guess " + i));
        Map<String, Long> codes =
                answers.stream()
                        .collect(Collectors.groupingBy(Answer::code, Collectors.counting()));
        assertThat(codes.keySet()).isSubsetOf("BAD_CREDENTIALS", "LOCKED", "TOO_MANY_LOGINS");
        assertThat(codes.get("BAD_CREDENTIALS")).isEqualTo(4);
        assertThat(audited("LOGIN_FAILED", "stormed")).isEqualTo(5);
        assertThat(audited("LOCKED_OUT", "stormed")).isEqualTo(1);
        assertThat(visitor().signIn("stormed", "stormed's own secret").code()).isEqualTo("LOCKED");
    }

    @Test
    void in_a_storm_of_sign_ins_everybody_is_let_in_or_told_to_come_again_and_others_work_on()
            throws Exception {
        Visitor working = user("working", "SALES_DIRECTOR");
        user("stormer", "VIEWER");
        var times = new ArrayList<Long>();
        var done = new CountDownLatch(1);
        Thread other =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (done.getCount() > 0) {
                                        long start = System.nanoTime();
                                        assertThat(working.get("/api/v1/departments").status())
                                                .isEqualTo(200);
                                        times.add(System.nanoTime() - start);
                                    }
                                });
        List<Answer> answers =
                atOnce(200, i -> visitor().signIn("stormer", "stormer's own secret"));
        done.countDown();
        other.join();
        Map<Integer, Long> statuses =
                answers.stream()
                        .collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
        assertThat(statuses.keySet()).isSubsetOf(200, 429);
        assertThat(statuses.get(200)).isGreaterThanOrEqualTo(Passwords.WAITING);
        answers.stream()
                .filter(a -> a.status() == 429)
                .forEach(a -> assertThat(a.header("Retry-After")).contains("3"));
        Collections.sort(times);
        assertThat(Duration.ofNanos(times.get(times.size() / 2))).isLessThan(Duration.ofSeconds(1));
        assertThat(visitor().signIn("stormer", "stormer's own secret").status()).isEqualTo(200);
    }

    @Test
    void answers_carry_the_headers_that_keep_a_browser_safe() {
        Answer answer = visitor().get("/api/v1/auth/state");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'");
        assertThat(answer.header("Referrer-Policy")).contains("same-origin");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
