package io.zhiyin;

import io.zhiyin.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who calls the program over HTTP: a browser that keeps its cookies and sends the CSRF
 * header, or a program with a token.
 */
public final class Visitor {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String address;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean csrf = true;

    public Visitor(String address) {
        this.address = address;
    }

    /** What came back. The body is null when it was not JSON. */
    public record Answer(int status, JsonNode body, String text, HttpResponse<String> raw) {
        /** A value by its path, such as {@code errors.0.code}; null when it is not there. */
        public JsonNode at(String path) {
            JsonNode node = body;
            for (String step : path.split("\\.")) {
                node =
                        node == null
                                ? null
                                : step.matches("\\d+")
                                        ? node.get(Integer.parseInt(step))
                                        : node.get(step);
            }
            return node;
        }

        public String text(String path) {
            JsonNode node = at(path);
            return node == null || node.isNull() ? null : node.asString();
        }

        public String code() {
            return text("code");
        }

        public String id() {
            return text("id");
        }

        public Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        @Override
        public String toString() {
            return status + " " + text;
        }
    }

    public Visitor token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public Visitor header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Visitor withoutCsrf() {
        csrf = false;
        return this;
    }

    public String cookie(String name) {
        return cookies.get(name);
    }

    public Visitor cookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    public Answer signIn(String username, String password) {
        return post(
                "/api/v1/auth/login",
                Json.object().put("username", username).put("password", password));
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    /** Posts a file as the field "file" of a form. */
    public Answer upload(String path, String fileName, byte[] content) {
        String edge = "edge-of-parts-7d1f";
        var form = new java.io.ByteArrayOutputStream();
        form.writeBytes(
                ("--"
                                + edge
                                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                + fileName
                                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes(
                ("\r\n--" + edge + "--\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var request = prepared("POST", path);
        request.setHeader("Content-Type", "multipart/form-data; boundary=" + edge);
        request.POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()));
        return send(request.build());
    }

    /** The bytes of a file. */
    public byte[] download(String path) {
        try {
            var response =
                    HTTP.send(
                            prepared("GET", path).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " answers " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /**
     * @param body JSON as text, as a tree, or null for none
     */
    public Answer send(String method, String path, Object body) {
        var request = prepared(method, path);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        return send(request.build());
    }

    private HttpRequest.Builder prepared(String method, String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        headers.forEach(request::setHeader);
        if (!cookies.isEmpty()) {
            var pairs = new StringBuilder();
            cookies.forEach(
                    (name, value) ->
                            pairs.append(pairs.isEmpty() ? "" : "; ")
                                    .append(name)
                                    .append('=')
                                    .append(value));
            request.setHeader("Cookie", pairs.toString());
        }
        if (csrf && cookies.containsKey("XSRF-TOKEN") && !method.equals("GET")) {
            request.setHeader("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
        }
        return request;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            String type = response.headers().firstValue("Content-Type").orElse("");
            String text = response.body();
            boolean json = type.contains("json") && !text.isEmpty();
            return new Answer(response.statusCode(), json ? Json.read(text) : null, text, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String cookie) {
        String pair = cookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String value = pair.substring(equals + 1);
        if (value.isEmpty()) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), value);
        }
    }
}
