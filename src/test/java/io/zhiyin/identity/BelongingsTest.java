package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BelongingsTest extends ProgramTest {
    @Test
    void what_somebody_owns_follows_him_into_his_new_department() throws Exception {
        Visitor boss = visitor().token(adminToken());
        user("moving", "SALES_REPRESENTATIVE");
        long owner =
                jdbc.sql("select id from app_user where username = 'moving'")
                        .query(Long.class)
                        .single();
        customers(owner, 2_500);
        String department =
                boss.post("/api/v1/departments", Json.object().put("name", "new home")).id();
        Answer moved =
                boss.patch(
                        "/api/v1/users/" + owner,
                        Json.object().put("version", 1).put("departmentId", department));
        assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (left(owner, Long.parseLong(department)) > 0 && System.nanoTime() < until) {
            Thread.sleep(100);
        }
        assertThat(left(owner, Long.parseLong(department))).isZero();
        int untouched =
                jdbc.sql("select count(*) from customer where owner_id = ? and version = 1")
                        .param(owner)
                        .query(Integer.class)
                        .single();
        assertThat(untouched).isEqualTo(2_500);
    }

    private void customers(long owner, int count) {
        OffsetDateTime at = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql(
                        """
                        insert into customer (code, full_name, industry, owner_id, created_at, updated_at, deleted_at)
                        select 'MOVE' || n, 'moving ' || n, 'OTHER', ?, ?, ?,
                               case when n % 10 = 0 then cast(? as timestamptz) end
                        from generate_series(1, ?) n
                        """)
                .params(owner, at, at, at, count)
                .update();
    }

    private int left(long owner, long department) {
        return jdbc.sql(
                        "select count(*) from customer where owner_id = ? and department_id is distinct from ?")
                .params(owner, department)
                .query(Integer.class)
                .single();
    }
}
