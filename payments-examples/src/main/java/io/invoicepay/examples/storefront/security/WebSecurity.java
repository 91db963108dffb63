package io.invoicepay.examples.storefront.security;

import io.invoicepay.examples.storefront.provider.Backend;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may see what, and the headers on every answer. CSRF tokens, no-store, nosniff and frame denial are Spring Security's defaults. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {
    @Bean
    SecurityContextRepository signedIn() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    SecurityFilterChain pages(HttpSecurity http, Backend backend, SecurityContextRepository signedIn) throws Exception {
        String contentPolicy = ContentPolicy.of(backend).header();
        return http.addFilterBefore(new OriginCheck(), CsrfFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/sign-in/**", "/assets/**", "/error")
                        .permitAll()
                        .requestMatchers("/operator/**")
                        .hasRole(Role.OPERATOR.name())
                        .anyRequest()
                        .hasRole(Role.CUSTOMER.name()))
                .securityContext(context -> context.securityContextRepository(signedIn))
                .requestCache(cache -> cache.disable())
                .exceptionHandling(
                        faults -> faults.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/sign-in")))
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in"))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(contentPolicy))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny))
                .build();
    }
}
