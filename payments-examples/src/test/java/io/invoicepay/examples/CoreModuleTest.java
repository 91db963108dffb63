package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a module may see is what its descriptor requires; the compiler sees to that, so the descriptor is the proof. */
@DisplayName("The library's modules")
class CoreModuleTest {
    private static Set<String> requiredBy(Class<?> type, String module) throws URISyntaxException {
        Path place =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        ModuleDescriptor descriptor =
                ModuleFinder.of(place).find(module).orElseThrow().descriptor();
        return descriptor.requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
    }

    @Test
    @DisplayName(
            "LIB-01 the core sees no framework, no HTTP client, no JSON and no adapter: only Guava, Vavr and JSpecify")
    void core() throws URISyntaxException {
        assertThat(requiredBy(InvoicePayments.class, "io.invoicepay.core"))
                .containsExactlyInAnyOrder("java.base", "com.google.common", "io.vavr", "org.jspecify");
    }

    @Test
    @DisplayName("LIB-02 the in-memory adapter sees the core alone")
    void inMemory() throws URISyntaxException {
        assertThat(requiredBy(InMemoryProvider.class, "io.invoicepay.inmemory"))
                .containsExactlyInAnyOrder("java.base", "io.invoicepay.core");
    }
}
