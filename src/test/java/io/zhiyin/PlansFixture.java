package io.zhiyin;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.EntityRight;
import io.zhiyin.record.Pool;
import io.zhiyin.record.Rights;
import io.zhiyin.record.Scope;
import io.zhiyin.record.SteadyReads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A test of what the database does for a reading. Several classes share one large company, made at
 * first use; nobody changes it.
 */
public abstract class PlansFixture extends ProgramTest {
    /** Has customers like few others: himself 4 percent of all, his department 11. */
    protected static final long OWNER = 1;

    protected static final List<Scope> SCOPES =
            List.of(Scope.ALL, Scope.OWN, Scope.DEPARTMENT, Scope.DEPARTMENT_TREE);

    /** The customer with thousands of talks and changes. */
    protected static final long BUSY = 30_000;

    private static DataSource big;
    private static Plans plans;

    @Autowired protected JdbcTemplate db;
    @Autowired protected SteadyReads reads;

    protected static synchronized DataSource bigCompany() {
        if (big == null) {
            big = TestDatabase.fresh().dataSource();
            JdbcTemplate filling = new JdbcTemplate(big);
            for (String each : fill().split(";\\s*\n")) {
                filling.execute(each);
            }
        }
        return big;
    }

    private static String fill() {
        try (InputStream file = PlansFixture.class.getResourceAsStream("/big-company.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Plans plans() {
        synchronized (PlansFixture.class) {
            if (plans == null) {
                plans = new Plans(db, reads.db(), bigCompany());
            }
            return plans;
        }
    }

    /** The plans of what some work reads in the large company. */
    protected List<Plan> explained(Runnable work) {
        return plans().of(work);
    }

    /** No big table read from end to end, and no more rows than said. */
    protected static void assertBounded(Plan plan, long rows) {
        assertThat(plan.readWhole()).as(plan.toString()).isEmpty();
        assertThat(plan.touched()).as(plan.toString()).isLessThanOrEqualTo(rows);
    }

    /** Somebody who may see that much of everything that has an owner, and the public pool. */
    protected static Actor actor(Scope scope) {
        var scopes = new EnumMap<Action, Scope>(Action.class);
        scopes.put(Action.VIEW, scope);
        return new Actor(
                OWNER,
                "o",
                "o",
                2L,
                List.of(OWNER),
                List.of(2L, 3L),
                new Rights(Map.of(Rights.ANY, new EntityRight(scopes, Pool.CLAIM, Map.of()))),
                Locale.CHINA,
                ZoneId.of("Asia/Shanghai"),
                null);
    }
}
