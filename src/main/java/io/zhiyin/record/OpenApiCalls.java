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
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
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
            calls.putIfAbsent(
                    verb.name().toLowerCase(Locale.ROOT),
                    OpenApi.operation(
                            words(method.getMethod().getName()),
                            parameters(path),
                            body(method),
                            "200",
                            Map.of("type", "object")));
        }
        paths.put(path, calls);
    }

    /** The name of the method that answers, as words. */
    private static String words(String name) {
        String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static List<Map<String, Object>> parameters(String path) {
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
