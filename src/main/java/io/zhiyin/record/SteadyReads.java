package io.zhiyin.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Connections for reads whose best plan is the same whatever values are bound: a record by its id,
 * a list by owner in the order of an index. The database plans such a statement once for each
 * connection instead of at each call, which takes longer than running it. Searches and filters keep
 * to the other connections: their best plan depends on the word.
 */
@Component
public class SteadyReads implements DisposableBean {
    private static final String PLANS =
            "; set plan_cache_mode = force_generic_plan; set default_transaction_read_only = on";

    /** Each holds its plans in memory; such reads are short, so that few connections do. */
    private static final int MOST = 8;

    private final JdbcTemplate db;
    private final JdbcTemplate steady;

    @Autowired
    SteadyReads(DataSource source, JdbcTemplate db) throws SQLException {
        this.db = db;
        HikariDataSource main = source.unwrap(HikariDataSource.class);
        HikariConfig config = new HikariConfig();
        main.copyStateTo(config);
        config.setPoolName(main.getPoolName() + "-reads");
        config.setConnectionInitSql(main.getConnectionInitSql() + PLANS);
        config.setMetricsTrackerFactory(null);
        config.setMaximumPoolSize(Math.min(MOST, main.getMaximumPoolSize()));
        steady = new JdbcTemplate(new HikariDataSource(config));
    }

    /** Everything through one template, for a test that looks at the statements. */
    SteadyReads(JdbcTemplate only) {
        db = only;
        steady = only;
    }

    /** Where to read: inside a transaction on its own connection, for it must see what it wrote. */
    public JdbcTemplate db() {
        return TransactionSynchronizationManager.isActualTransactionActive() ? db : steady;
    }

    @Override
    public void destroy() {
        if (steady.getDataSource() instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
