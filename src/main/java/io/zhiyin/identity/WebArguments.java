package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets a controller name an {@link Actor} as argument, and every answer speak his language. */
@Configuration(proxyBeanMethods = false)
class WebArguments implements WebMvcConfigurer {
    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.addFirst(new ActorArgument());
    }

    /** The language asked for with the call, else the caller's own, else the installation's. */
    @Bean
    LocaleResolver localeResolver(Company company) {
        return new LocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                SignedIn caller = SignedIn.current();
                if (caller != null) {
                    return caller.getPrincipal().locale();
                }
                Locale asked = Languages.asked(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
                return asked == null ? company.language() : asked;
            }

            @Override
            public void setLocale(
                    HttpServletRequest request, HttpServletResponse response, Locale locale) {
                throw new UnsupportedOperationException("the language stands with the person");
            }
        };
    }

    private static final class ActorArgument implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Actor.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                ModelAndViewContainer container,
                NativeWebRequest request,
                WebDataBinderFactory binders) {
            SignedIn caller = SignedIn.current();
            if (caller == null) {
                throw new Problem(401, "UNAUTHENTICATED");
            }
            return caller.getPrincipal();
        }
    }
}
