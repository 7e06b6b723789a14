package io.zhiyin;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A test on the whole running program: real web server, real database, a clock that the test moves.
 * All such tests share one program and one database, so each works with records of its own (or
 * calls {@link #emptyBusinessTables}). Do not add beans or properties in a subclass: that would
 * start another program.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@Import(TestTime.class)
public abstract class ProgramTest {
    private static final TestDatabase DATABASE = TestDatabase.fresh();

    /** Password of the user admin. */
    protected static final String ADMIN_PASSWORD = "a rather long secret";

    private static volatile String adminToken;

    @Autowired protected TestClock clock;
    @Autowired protected JdbcClient jdbc;
    @LocalServerPort protected int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("ZHIYIN_ADMIN_PASSWORD", () -> ADMIN_PASSWORD);
        registry.add("zhiyin.data", () -> io.zhiyin.operation.TestServer.dataFolder().toString());
    }

    @BeforeEach
    void startOfTime() {
        clock.set(TestClock.BEGIN);
    }

    /** Base address, for example http://127.0.0.1:40123. */
    protected String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Somebody who has not signed in. */
    protected Visitor visitor() {
        return new Visitor(address());
    }

    /** The administrator, signed in as in a browser. */
    protected Visitor admin() {
        Visitor admin = visitor();
        Visitor.Answer answer = admin.signIn("admin", ADMIN_PASSWORD);
        if (answer.status() != 200) {
            throw new AssertionError("admin cannot sign in: " + answer);
        }
        return admin;
    }

    /** A token of the administrator's, made once: signing in takes its time on purpose. */
    protected String adminToken() {
        if (adminToken == null) {
            adminToken = admin().post("/api/v1/me/tokens", "{\"name\":\"tests\"}").text("token");
        }
        return adminToken;
    }

    /** A new user with one of the built-in roles, who need not change his password, signed in. */
    protected Visitor user(String username, String roleCode) {
        String role =
                jdbc.sql("select id::text from role where code = ?")
                        .param(roleCode)
                        .query(String.class)
                        .single();
        String password = username + "'s own secret";
        var body = io.zhiyin.record.Json.object();
        body.put("username", username).put("displayName", username).put("password", password);
        body.put("mustChangePassword", false).putArray("roleIds").add(role);
        Visitor.Answer made = visitor().token(adminToken()).post("/api/v1/users", body);
        if (made.status() != 201) {
            throw new AssertionError("cannot create " + username + ": " + made);
        }
        Visitor user = visitor();
        Visitor.Answer answer = user.signIn(username, password);
        if (answer.status() != 200) {
            throw new AssertionError(username + " cannot sign in: " + answer);
        }
        return user;
    }

    /** Empties every table but those of users, rights, settings, choices, pipelines and Flyway. */
    protected void emptyBusinessTables() {
        String tables =
                jdbc.sql(
                                """
                                select string_agg(format('%I', tablename), ', ') from pg_tables
                                where schemaname = 'public'
                                  and tablename not like 'flyway%'
                                  and tablename not like 'change\\_%'
                                  and tablename not in ('app_user','department','role',
                                      'session','access_token','login_failure',
                                      'choice_option','setting','installation',
                                      'pipeline','pipeline_stage')
                                """)
                        .query(String.class)
                        .single();
        jdbc.sql("truncate " + tables + " restart identity cascade").update();
    }
}
