package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.TestDatabase;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.Zhiyin;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Without a password given: the one that is printed lets in once, to choose another. */
class FirstStartTest {
    @Test
    void the_first_start_prints_a_password_once_and_it_must_be_changed(@TempDir Path folder) {
        TestDatabase database = TestDatabase.fresh();
        String printed = startAndSignIn(database, folder, true);
        Matcher line = Pattern.compile("用户名 admin、初始密码 (\\S+) 登录").matcher(printed);
        assertThat(line.find()).as(printed).isTrue();
        assertThat(printed.lines().filter(l -> l.contains("初始密码")).count()).isEqualTo(1);
        assertThat(startAndSignIn(database, folder, false)).doesNotContain("初始密码");
    }

    private static String startAndSignIn(TestDatabase database, Path folder, boolean first) {
        PrintStream out = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try (ConfigurableApplicationContext program = start(database, folder)) {
            String text = bytes.toString(StandardCharsets.UTF_8);
            if (first) {
                String port = program.getEnvironment().getProperty("local.server.port");
                Visitor admin = new Visitor("http://127.0.0.1:" + port);
                Matcher line = Pattern.compile("初始密码 (\\S+) ").matcher(text);
                assertThat(line.find()).as(text).isTrue();
                Answer in = admin.signIn("admin", line.group(1));
                assertThat(in.at("mustChangePassword").booleanValue()).isTrue();
                assertThat(admin.get("/api/v1/users").code()).isEqualTo("PASSWORD_CHANGE_REQUIRED");
            }
            return text;
        } finally {
            System.setOut(out);
        }
    }

    private static ConfigurableApplicationContext start(TestDatabase database, Path folder) {
        return new SpringApplicationBuilder(Zhiyin.class)
                .run(
                        List.of(
                                        "--server.port=0",
                                        "--spring.datasource.url=" + database.url(),
                                        "--spring.datasource.username=" + database.user(),
                                        "--spring.datasource.password=" + database.password(),
                                        "--zhiyin.data=" + folder)
                                .toArray(String[]::new));
    }
}
