package io.zhiyin.operation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line and the environment ask for.
 *
 * @param port of the web server, 1–65535
 * @param data folder of everything that must survive
 * @param demo whether to fill an empty database with an example company
 * @param external another PostgreSQL to use instead of the embedded one
 * @param certificate own certificate chain (PEM) for https, with its key
 */
record Options(
        int port,
        Path data,
        boolean demo,
        boolean https,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<External> external) {

    record External(String url, String user, String password) {}

    private static final class Draft {
        int port = 8080;
        Path data = Path.of("data");
        boolean demo;
        boolean https;
        boolean external;
        Path certificate;
        Path key;
    }

    static Options parse(List<String> arguments, Map<String, String> environment) {
        Draft draft = new Draft();
        Deque<String> rest = new ArrayDeque<>();
        for (String each : arguments) {
            int equals = each.startsWith("--") ? each.indexOf('=') : -1;
            if (equals > 0) {
                rest.add(each.substring(0, equals));
                rest.add(each.substring(equals + 1));
            } else {
                rest.add(each);
            }
        }
        while (!rest.isEmpty()) {
            String name = rest.poll();
            switch (name) {
                case "--port" -> draft.port = port(value(name, rest));
                case "--data" -> draft.data = path(value(name, rest));
                case "--demo" -> draft.demo = true;
                case "--https" -> draft.https = true;
                case "--external" -> draft.external = true;
                case "--certificate" -> draft.certificate = path(value(name, rest));
                case "--key" -> draft.key = path(value(name, rest));
                default -> throw new Refusal("option.unknown", name);
            }
        }
        return finish(draft, environment);
    }

    private static Options finish(Draft draft, Map<String, String> environment) {
        if ((draft.certificate == null) != (draft.key == null)) {
            throw new Refusal("option.pair");
        }
        String url = environment.getOrDefault("ZHIYIN_DATABASE_URL", "").strip();
        if (draft.external && url.isEmpty()) {
            throw new Refusal("option.external");
        }
        Optional<External> external =
                url.isEmpty() ? Optional.empty() : Optional.of(external(url, environment));
        return new Options(
                draft.port,
                draft.data.toAbsolutePath().normalize(),
                draft.demo,
                draft.https || draft.certificate != null,
                Optional.ofNullable(draft.certificate),
                Optional.ofNullable(draft.key),
                external);
    }

    private static External external(String url, Map<String, String> environment) {
        String jdbc = url.startsWith("jdbc:") ? url : "jdbc:" + url;
        if (!jdbc.startsWith("jdbc:postgresql:")) {
            throw new Refusal("option.url");
        }
        return new External(
                jdbc,
                environment.getOrDefault("ZHIYIN_DATABASE_USER", "postgres"),
                environment.getOrDefault("ZHIYIN_DATABASE_PASSWORD", ""));
    }

    static String value(String name, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isEmpty() || rest.peek().startsWith("--")) {
            throw new Refusal("option.value", name);
        }
        return rest.poll();
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refusal("option.port", text);
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refusal("folder.locale");
        }
    }
}
