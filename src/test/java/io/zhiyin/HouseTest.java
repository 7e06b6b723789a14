package io.zhiyin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rules of the house that a compiler does not know. */
class HouseTest {
    private static final Path SOURCES = Path.of("src/main/java/io/zhiyin");

    @Test
    void packagesDependInOneDirectionAndOnPublicTypesOnly() {
        ApplicationModules.of(Zhiyin.class).verify();
    }

    @Test
    void theRecordEngineKnowsNoOtherPackage() throws IOException {
        assertThat(
                        linesMatching(
                                SOURCES.resolve("record"),
                                Pattern.compile("import (static )?io\\.zhiyin\\.(?!record)")))
                .isEmpty();
    }

    @Test
    void sqlTakesTheTimeFromTheClock() throws IOException {
        Pattern banned =
                Pattern.compile(
                        "\\b(now\\(\\)|current_timestamp|current_date|localtimestamp|transaction_timestamp)",
                        Pattern.CASE_INSENSITIVE);
        var found = linesMatching(SOURCES, banned);
        found.addAll(linesMatching(Path.of("src/main/resources/db"), banned));
        assertThat(found).isEmpty();
    }

    @Test
    void javaTakesTheTimeFromTheClock() throws IOException {
        Pattern banned =
                Pattern.compile(
                        "(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\((?!clock)|System\\.currentTimeMillis|new Date\\(\\)");
        // starting and stopping the database happens before there is a clock to inject
        assertThat(linesMatching(SOURCES, banned)).allMatch(line -> line.startsWith("operation/"));
    }

    @Test
    void whatTheProgramConsistsOfIsDecidedWhenItIsBuilt() throws IOException {
        // a bean on condition of an option would be left out by the build, which knows no options
        assertThat(linesMatching(SOURCES, Pattern.compile("@Conditional\\w+"))).isEmpty();
    }

    @Test
    void noFileHasGrownIntoTwoRooms() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".java")))
                    .allSatisfy(
                            f ->
                                    assertThat(Files.readAllLines(f))
                                            .as("%s", f)
                                            .hasSizeLessThanOrEqualTo(400));
        }
    }

    private static List<String> linesMatching(Path folder, Pattern pattern) throws IOException {
        var found = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                int number = 0;
                for (String line : Files.readAllLines(file)) {
                    number++;
                    String code = line.strip();
                    boolean comment =
                            code.startsWith("//")
                                    || code.startsWith("*")
                                    || code.startsWith("/*")
                                    || code.startsWith("--");
                    if (!comment && pattern.matcher(line).find()) {
                        found.add(folder.relativize(file) + ":" + number + " " + code);
                    }
                }
            }
        }
        return found;
    }
}
