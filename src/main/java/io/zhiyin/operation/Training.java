package io.zhiyin.operation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * Uses the program a little, so that a training run of the Java machine sees the classes that a
 * first visitor needs. Answers do not matter here.
 */
final class Training {
    private static final int ROUNDS = 20;
    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/api/v1/me",
                    "/api/v1/meta/entities",
                    "/api/v1/meta/entities/customers",
                    "/api/v1/customers?size=20",
                    "/api/v1/customers?q=%E8%8B%8F%E5%B7%9E",
                    "/api/v1/search?q=%E8%8B%8F%E5%B7%9E",
                    "/api/v1/opportunities?size=20",
                    "/actuator/health");

    private Training() {}

    static void run(int port) {
        String base = "http://127.0.0.1:" + port;
        try (HttpClient client =
                HttpClient.newBuilder().cookieHandler(new java.net.CookieManager()).build()) {
            String login =
                    "{\"username\":\"admin\",\"password\":\""
                            + System.getenv("ZHIYIN_ADMIN_PASSWORD")
                            + "\"}";
            client.send(
                    HttpRequest.newBuilder(URI.create(base + "/api/v1/auth/login"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(login))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            for (int round = 0; round < ROUNDS; round++) {
                for (String path : PATHS) {
                    client.send(
                            HttpRequest.newBuilder(URI.create(base + path)).build(),
                            HttpResponse.BodyHandlers.discarding());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
