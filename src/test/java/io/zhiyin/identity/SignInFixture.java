package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;

/** What the tests of signing in look at. */
abstract class SignInFixture extends ProgramTest {
    @Autowired Upkeep upkeep;

    @Autowired Callers callers;

    static long median(Function<Integer, Answer> call) {
        var times = new ArrayList<Long>();
        for (int i = 0; i < 4; i++) {
            long start = System.nanoTime();
            assertThat(call.apply(i).status()).isEqualTo(401);
            times.add(System.nanoTime() - start);
        }
        Collections.sort(times);
        return times.get(1);
    }

    /** Statements on the table of sessions so far, as the planner's statistics of this database. */
    long statements() {
        jdbc.sql("select pg_stat_force_next_flush()").query((r, n) -> 0).list();
        return jdbc.sql(
                        "select coalesce(sum(idx_scan + seq_scan), 0) from pg_stat_user_tables where relname = 'session'")
                .query(Long.class)
                .single();
    }

    String idOf(String username) {
        return jdbc.sql("select id::text from app_user where username = ?")
                .param(username)
                .query(String.class)
                .single();
    }

    int audited(String action, String name) {
        return jdbc.sql("select count(*) from audit_entry where action = ? and actor_name = ?")
                .params(action, name)
                .query(Integer.class)
                .single();
    }

    static String cookie(Answer answer, String name) {
        return answer.raw().headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }

    static List<Answer> atOnce(int times, Function<Integer, Answer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var gate = new CountDownLatch(1);
            var futures = new ArrayList<Future<Answer>>();
            for (int i = 0; i < times; i++) {
                int n = i;
                futures.add(
                        threads.submit(
                                () -> {
                                    gate.await();
                                    return call.apply(n);
                                }));
            }
            gate.countDown();
            var answers = new ArrayList<Answer>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
