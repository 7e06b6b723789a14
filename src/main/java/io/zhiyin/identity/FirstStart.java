package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Json;
import io.zhiyin.record.Records;
import io.zhiyin.record.Texts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Before the first request is taken: the built-in roles, a first department, and the user {@code
 * admin} with the password of ZHIYIN_ADMIN_PASSWORD or one that is printed once and must be
 * changed.
 */
@Component
class FirstStart implements SmartLifecycle {
    static final String ADMIN = "admin";

    /** Several programs may start on one empty database at the same moment. */
    private static final long LOCK = 7_310_003L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Records records;
    private final Entities entities;
    private final BuiltInRoles roles;
    private final Passwords passwords;
    private final Company company;
    private final Texts texts;
    private final String given;
    private volatile boolean running;

    FirstStart(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Records records,
            Entities entities,
            BuiltInRoles roles,
            Passwords passwords,
            Company company,
            Texts texts,
            @Value("${ZHIYIN_ADMIN_PASSWORD:}") String given) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.records = records;
        this.entities = entities;
        this.roles = roles;
        this.passwords = passwords;
        this.company = company;
        this.texts = texts;
        this.given = given;
    }

    /** Before the web server and the background work, which start last. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        boolean empty =
                jdbc.sql("select not exists (select 1 from app_user)")
                        .query(Boolean.class)
                        .single();
        String password = given.isEmpty() ? GeneratedPassword.of(16) : given;
        String hash = empty ? passwords.hash(password) : null;
        boolean created =
                Boolean.TRUE.equals(
                        transaction.execute(
                                status -> {
                                    Actor program = Actor.program(company.zone());
                                    lock();
                                    roles.ensure(program);
                                    return hash != null && administrator(program, hash);
                                }));
        if (created && given.isEmpty()) {
            System.out.println(
                    texts.text("identity.first-password", company.language(), ADMIN, password));
        }
        running = true;
    }

    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query((row, n) -> 0).single();
    }

    private boolean administrator(Actor program, String hash) {
        if (jdbc.sql("select exists (select 1 from app_user)").query(Boolean.class).single()) {
            return false; // another program was first
        }
        long role =
                jdbc.sql("select id from role where code = 'ADMINISTRATOR' and deleted_at is null")
                        .query(Long.class)
                        .single();
        ObjectNode department = Json.object();
        department.put("name", texts.text("identity.first-department", company.language()));
        long top =
                records.create(
                                program,
                                entities.named("departments"),
                                department,
                                Draft.Origin.PROGRAM)
                        .id();
        ObjectNode user = Json.object();
        user.put("username", ADMIN);
        user.put("displayName", texts.text("role.ADMINISTRATOR", company.language()));
        user.put("departmentId", Long.toString(top));
        user.putArray("roleIds").add(Long.toString(role));
        user.put("mustChangePassword", given.isEmpty());
        long id = records.create(program, entities.named("users"), user, Draft.Origin.PROGRAM).id();
        jdbc.sql("update app_user set password_hash = ?, locale = ? where id = ?")
                .params(hash, Languages.tag(company.language()), id)
                .update();
        return true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
