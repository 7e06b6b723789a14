package io.zhiyin.operation;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Brings the program up: options, database, then Spring; and down again in the opposite order. */
public final class Start {
    private static final PrintStream ERR = stream(System.err);
    private static final PrintStream OUT = stream(System.out);

    private Database database;
    private ConfigurableApplicationContext context;

    private Start() {}

    /**
     * Runs until the process is told to stop. What prevents a start is told in one sentence on
     * standard error, with exit code 1.
     *
     * @param program the class Spring starts from
     */
    public static void main(Class<?> program, String[] arguments) {
        if (Boolean.getBoolean("spring.aot.processing")) {
            SpringApplication.run(program); // the build only looks what it is put together from
            return;
        }
        try {
            command(program, List.of(arguments));
        } catch (Refusal e) {
            ERR.println(e.getMessage());
            if (System.getenv("ZHIYIN_DEBUG") != null) {
                e.printStackTrace(ERR);
            }
            System.exit(1);
        }
    }

    private static void command(Class<?> program, List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.subList(first.isEmpty() ? 0 : 1, arguments.size());
        switch (first) {
            case "backup", "restore" -> Tools.run(first, rest, OUT);
            case "train" -> train(program, rest);
            default -> new Start().run(Options.parse(arguments, System.getenv()), program);
        }
    }

    /** A short life on any free port, for the Java machine to learn from. */
    private static void train(Class<?> program, List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        int port = freePort();
        words.addAll(List.of("--port", Integer.toString(port)));
        new Start().run(Options.parse(words, System.getenv()), program);
        Training.run(port);
        System.exit(0);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Refusal("port.taken", "0");
        }
    }

    private void run(Options options, Class<?> program) {
        checkPort(options.port());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        synchronized (this) {
            database = Database.open(options);
        }
        Map<String, Object> properties = new LinkedHashMap<>(database.properties());
        properties.putAll(Certificate.properties(options, Clock.systemUTC()));
        properties.put("server.port", options.port());
        properties.put("zhiyin.data", options.data().toString());
        properties.put("zhiyin.demo", options.demo());
        startSpring(program, options, properties);
        OUT.println(Address.sentence(options));
    }

    private void startSpring(Class<?> program, Options options, Map<String, Object> properties) {
        SpringApplication spring = new SpringApplication(program);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        spring.setMainApplicationClass(program);
        // one hook of ours closes requests and pool first, the database after them
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(
                fresh ->
                        fresh.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("start", properties)));
        try {
            context = spring.run();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof PortInUseException) {
                    throw new Refusal("port.taken", Integer.toString(options.port()));
                }
                if (cause instanceof Refusal refusal) {
                    throw refusal;
                }
            }
            throw e;
        }
    }

    /** Asked before the database is started, so that a busy port costs nothing. */
    private static void checkPort(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (BindException e) {
            boolean denied = String.valueOf(e.getMessage()).contains("ermission");
            throw new Refusal(denied ? "port.denied" : "port.taken", Integer.toString(port));
        } catch (IOException e) {
            throw new Refusal("port.taken", Integer.toString(port));
        }
    }

    private void stop() {
        if (context != null) {
            context.close();
        }
        synchronized (this) { // waits for a database that is just being started
            if (database != null) {
                database.close();
            }
        }
    }

    private static PrintStream stream(PrintStream out) {
        // names of folders may be Chinese whatever the terminal says of itself
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
