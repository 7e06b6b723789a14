package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The calls of the description that follow from no definition: every address the program answers,
 * read from the table by which it finds who answers, so that none is left out.
 */
@Component
class OpenApiCalls {
    private static final String BASE = "/api/v1";
    private static final Pattern VARIABLE =
            Pattern.compile("\\{(\\w+)(?::(?:[^{}]|\\{[^{}]*})*)?}");

    /** Stand for what each definition tells by name. */
    private static final Set<String> GENERAL =
            Set.of("/{entity}", "/{entity}/{id}", "/{entity}/{verb}", "/{entity}/{id}/{verb}");

    private final ObjectProvider<RequestMappingHandlerMapping> table;

    OpenApiCalls(
            @Qualifier("requestMappingHandlerMapping")
                    ObjectProvider<RequestMappingHandlerMapping> table) {
        this.table = table;
    }

    /** Adds to the paths what is not there yet. */
    void add(Map<String, Object> paths, List<Entity> entities) {
        table.getObject()
                .getHandlerMethods()
                .forEach((info, method) -> calls(paths, entities, info, method));
    }

    private static void calls(
            Map<String, Object> paths,
            List<Entity> entities,
            RequestMappingInfo info,
            HandlerMethod method) {
        for (String pattern : info.getPatternValues()) {
            if (!pattern.startsWith(BASE + "/")) {
                continue;
            }
            String path = VARIABLE.matcher(pattern.substring(BASE.length())).replaceAll("{$1}");
            if (GENERAL.contains(path)) {
                continue;
            }
            if (!path.startsWith("/{entity}/")) {
                call(paths, path, info, method);
                continue;
            }
            for (Entity entity : entities) {
                call(paths, "/" + entity.name() + path.substring(9), info, method);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void call(
            Map<String, Object> paths, String path, RequestMappingInfo info, HandlerMethod method) {
        var calls = new LinkedHashMap<>((Map<String, Object>) paths.getOrDefault(path, Map.of()));
        for (RequestMethod verb : info.getMethodsCondition().getMethods()) {
            if (method.isVoid()) {
                continue; // it only refuses
            }
            calls.putIfAbsent(
                    verb.name().toLowerCase(Locale.ROOT),
                    OpenApi.operation(
                            words(method.getMethod().getName()),
                            parameters(path, method),
                            body(method),
                            status(method),
                            status(method).equals("204") ? null : Map.of("type", "object")));
        }
        paths.put(path, calls);
    }

    /** The name of the method that answers, as words. */
    private static String words(String name) {
        String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** An answer without a body is 204; the few others that are not 200 are named here. */
    private static String status(HandlerMethod method) {
        ResolvableType answer = ResolvableType.forMethodReturnType(method.getMethod());
        if (answer.getGeneric(0).resolve() == Void.class) {
            return "204";
        }
        return switch (method.getMethod().getName()) {
            case "createToken", "createView", "send", "upload" -> "201";
            case "bulk", "check", "commit", "undo" -> "202";
            default -> "200";
        };
    }

    private static List<Map<String, Object>> parameters(String path, HandlerMethod method) {
        var parameters = new ArrayList<Map<String, Object>>();
        var names = VARIABLE.matcher(path);
        while (names.find()) {
            parameters.add(
                    Map.of(
                            "name",
                            names.group(1),
                            "in",
                            "path",
                            "required",
                            true,
                            "schema",
                            Map.of("type", "string")));
        }
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            if (asked != null && parameter.getParameterType() != MultipartFile.class) {
                Class<?> type = parameter.getParameterType();
                String json =
                        type == int.class || type == Integer.class
                                ? "integer"
                                : type == boolean.class ? "boolean" : "string";
                String name = asked.name().isEmpty() ? asked.value() : asked.name();
                parameters.add(
                        Map.of(
                                "name",
                                name.isEmpty() ? parameter.getParameter().getName() : name,
                                "in",
                                "query",
                                "schema",
                                Map.of("type", json)));
            }
        }
        return parameters;
    }

    private static Map<String, Object> body(HandlerMethod method) {
        for (var parameter : method.getMethodParameters()) {
            if (parameter.getParameterType() == MultipartFile.class) {
                return OpenApi.FILE;
            }
            if (parameter.hasParameterAnnotation(
                    org.springframework.web.bind.annotation.RequestBody.class)) {
                return Map.of("type", "object");
            }
        }
        return null;
    }
}
