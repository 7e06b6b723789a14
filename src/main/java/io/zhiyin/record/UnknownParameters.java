package io.zhiyin.record;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses with 400 a query parameter the call does not know: a mistyped one would silently not be
 * heeded. A controller method that takes the request itself judges its parameters itself.
 */
@Configuration(proxyBeanMethods = false)
class UnknownParameters implements WebMvcConfigurer, HandlerInterceptor {
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null || query.isEmpty() || !(handler instanceof HandlerMethod called)) {
            return true;
        }
        Method method = called.getMethod();
        if (judgesItself(method)) {
            return true;
        }
        Set<String> names = known.computeIfAbsent(method, UnknownParameters::names);
        for (String part : query.split("&")) {
            int sign = part.indexOf('=');
            String name = decoded(sign < 0 ? part : part.substring(0, sign));
            if (!name.isEmpty() && !names.contains(name)) {
                throw Problem.malformed(
                        "UNKNOWN_PARAMETER", name.substring(0, Math.min(100, name.length())));
            }
        }
        return true;
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("BAD_ADDRESS");
        }
    }

    private static boolean judgesItself(Method method) {
        for (Class<?> type : method.getParameterTypes()) {
            if (HttpServletRequest.class.isAssignableFrom(type)) {
                return true;
            }
        }
        return !method.getDeclaringClass().getName().startsWith("io.zhiyin.");
    }

    private static Set<String> names(Method method) {
        var names = new HashSet<String>();
        for (Parameter parameter : method.getParameters()) {
            RequestParam asked = parameter.getAnnotation(RequestParam.class);
            if (asked != null) {
                String name = asked.name().isEmpty() ? asked.value() : asked.name();
                names.add(name.isEmpty() ? parameter.getName() : name);
            }
        }
        return names;
    }
}
