package io.zhiyin.demo;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Choices;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Loads;
import io.zhiyin.record.Loads.Parcel;
import io.zhiyin.record.Numbers;
import io.zhiyin.record.Records;
import io.zhiyin.record.Texts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills a database without customers, in one transaction: all or nothing, also when the program is
 * killed on the way.
 */
@Component
public class Fill {
    private static final long SEED = 20_240_301L;
    private static final long LOCK = 7_310_017L;
    private static final int CHUNK = 500;

    private final JdbcTemplate db;
    private final DataSource source;
    private final TransactionTemplate transaction;
    private final Entities entities;
    private final Records records;
    private final Choices choices;
    private final Loads loads;
    private final Numbers numbers;
    private final Texts texts;
    private final Clock clock;
    private final ZoneId zone;

    Fill(
            JdbcTemplate db,
            DataSource source,
            TransactionTemplate transaction,
            Entities entities,
            Records records,
            Choices choices,
            Loads loads,
            Numbers numbers,
            Texts texts,
            Clock clock,
            @org.springframework.beans.factory.annotation.Value("${zhiyin.zone:Asia/Shanghai}")
                    String zone) {
        this.db = db;
        this.source = source;
        this.transaction = transaction;
        this.entities = entities;
        this.records = records;
        this.choices = choices;
        this.loads = loads;
        this.numbers = numbers;
        this.texts = texts;
        this.clock = clock;
        this.zone = ZoneId.of(zone);
    }

    /**
     * The example company; everybody gets the password.
     *
     * @return whether it was made: false where there are customers already
     */
    boolean company(String password) {
        return fill(Shape.company(), password);
    }

    /**
     * Many customers for measurements, of 200 people whose names are r1-1 … r20-9 and m1 … m20.
     *
     * @param customers 1,000 to 20,000,000
     */
    public boolean measured(int customers, String password) {
        return fill(Shape.measured(customers), password);
    }

    private boolean fill(Shape shape, String password) {
        boolean made =
                Boolean.TRUE.equals(transaction.execute(status -> fillEmpty(shape, password)));
        if (made) {
            vacuum();
        }
        return made;
    }

    /** Without the time limit of requests, which the pool's connection gets back afterwards. */
    private void vacuum() {
        db.execute(
                (java.sql.Connection connection) -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute("set statement_timeout = 0");
                        try {
                            for (String table : Indexes.TABLES) {
                                statement.execute("vacuum (analyze) " + table);
                            }
                        } finally {
                            statement.execute("set statement_timeout = '60s'");
                        }
                    }
                    return null;
                });
    }

    private boolean fillEmpty(Shape shape, String password) {
        db.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
        if (Boolean.TRUE.equals(
                db.queryForObject("select exists (select 1 from customer)", Boolean.class))) {
            return false;
        }
        World world = world(shape, password);
        Indexes indexes = shape.large() ? Indexes.drop(db) : null;
        write(world);
        numbers(world);
        if (indexes != null) {
            indexes.restore(db);
        }
        if (shape.known()) {
            toDos(world);
        }
        return true;
    }

    private World world(Shape shape, String password) {
        Places places = new Places();
        People people = new People();
        Days days = new Days(clock.instant(), zone, shape.years());
        Staff staff =
                shape.known() ? Staff.company() : Staff.measured(places, people, Dice.of(SEED, -1));
        Settle settle =
                new Settle(db, entities, records, choices, Actor.program(zone), days.first());
        settle.demands();
        Map<String, Long> departments = settle.departments(staff);
        Map<String, Long> users = settle.users(staff, departments, password);
        Goods goods = new Goods(settle.products());
        return new World(
                shape,
                SEED,
                days,
                staff,
                places,
                people,
                ids(),
                users,
                departments,
                settle.tags(),
                settle.competitors(),
                goods,
                settle.pipeline());
    }

    private void toDos(World world) {
        Actor program = Actor.program(zone);
        var toDos = new ToDos(db, entities, records, texts, program, clock.instant());
        toDos.ofTalks();
        toDos.own(world::user, List.of("xu", "zhou", "lin", "he", "jiangyw", "ye", "qin"));
    }

    private World.Ids ids() {
        World.Ids ids = new World.Ids();
        ids.customer = next("customer");
        ids.contact = next("contact");
        ids.followUp = next("follow_up");
        ids.opportunity = next("opportunity");
        return ids;
    }

    private long next(String table) {
        return db.queryForObject(
                "select nextval(pg_get_serial_sequence(?, 'id'))", Long.class, table);
    }

    /** One thread makes up, the other writes. */
    private void write(World world) {
        BlockingQueue<List<Parcel>> ready = new ArrayBlockingQueue<>(4);
        var failure = new java.util.concurrent.atomic.AtomicReference<Throwable>();
        Thread maker =
                Thread.ofPlatform()
                        .name("making up")
                        .start(
                                () -> {
                                    try {
                                        make(world, ready);
                                    } catch (InterruptedException | RuntimeException e) {
                                        failure.set(e);
                                    } finally {
                                        end(ready);
                                    }
                                });
        Connection connection = DataSourceUtils.getConnection(source);
        try {
            for (List<Parcel> each = ready.take(); !each.isEmpty(); each = ready.take()) {
                for (Parcel parcel : each) {
                    parcel.write(connection);
                }
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("writing example data", e);
        } finally {
            maker.interrupt();
            DataSourceUtils.releaseConnection(connection, source);
        }
        if (failure.get() != null) {
            throw new IllegalStateException("making up example data", failure.get());
        }
    }

    private static void end(BlockingQueue<List<Parcel>> ready) {
        try {
            ready.put(List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(World world, BlockingQueue<List<Parcel>> ready) throws InterruptedException {
        Story story = new Story(world);
        Writing writing = new Writing(loads, entities);
        for (int number = 0; number < world.shape().customers(); number++) {
            writing.add(story.tell(number));
            if ((number + 1) % CHUNK == 0) {
                ready.put(writing.parcels());
            }
        }
        ready.put(writing.parcels());
    }

    /** Serial numbers go on where ours end. */
    private void numbers(World world) {
        World.Ids ids = world.ids();
        reached("customer", ids.customer + world.shape().customers() - 1);
        reached("contact", ids.contact - 1);
        reached("follow_up", ids.followUp - 1);
        reached("opportunity", ids.opportunity - 1);
        world.periods().forEach(numbers::reached);
    }

    private void reached(String table, long last) {
        db.query("select setval(pg_get_serial_sequence(?, 'id'), ?)", row -> {}, table, last);
    }
}
