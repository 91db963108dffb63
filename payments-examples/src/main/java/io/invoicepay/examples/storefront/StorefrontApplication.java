package io.invoicepay.examples.storefront;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The web application, as Spring sees it; what belongs to payments is in {@link PaymentConfiguration}. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class, proxyBeanMethods = false)
@EnableScheduling
class StorefrontApplication {}
