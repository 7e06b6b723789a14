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

    @Autowired protected TestClock clock;
    @Autowired protected JdbcClient jdbc;
    @LocalServerPort protected int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
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

    /** Empties every table but those of users, rights, settings, choices, pipelines and Flyway. */
    protected void emptyBusinessTables() {
        String tables =
                jdbc.sql(
                                """
                                select string_agg(format('%I', tablename), ', ') from pg_tables
                                where schemaname = 'public'
                                  and tablename not like 'flyway%'
                                  and tablename not like 'change\\_%'
                                  and tablename not in ('app_user','user_role','department','role',
                                      'session','access_token',
                                      'choice_option','setting','installation',
                                      'pipeline','pipeline_stage')
                                """)
                        .query(String.class)
                        .single();
        jdbc.sql("truncate " + tables + " restart identity cascade").update();
    }
}
