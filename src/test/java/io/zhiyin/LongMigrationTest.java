package io.zhiyin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A large company's tables take minutes to change; limits meant for visitors must not end that. */
class LongMigrationTest extends ProgramTest {
    @Autowired private Flyway flyway;

    @Test
    void aMigrationMayTakeLongerThanAStatementAndLongerThanATransactionMayIdle(@TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("V9001__slow.sql"), "select pg_sleep(1.5);");
        var source = (PGSimpleDataSource) TestDatabase.fresh().dataSource();
        source.setOptions(
                "-c statement_timeout=500ms -c idle_in_transaction_session_timeout=500ms");
        var locations = List.of("classpath:db/migration", "filesystem:" + folder);
        var migrated =
                Flyway.configure()
                        .configuration(flyway.getConfiguration())
                        .dataSource(source)
                        .locations(locations.toArray(String[]::new))
                        .load()
                        .migrate();
        assertThat(migrated.targetSchemaVersion).isEqualTo("9001");
    }
}
