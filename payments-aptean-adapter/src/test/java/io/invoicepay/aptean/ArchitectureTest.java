package io.invoicepay.aptean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The adapter")
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/aptean/sandbox/"))
            .importPackages("io.invoicepay.aptean");

    @DisplayName("shows one entry point, one configuration with its builder, and the verifier of events")
    @Test
    void publicSurface() {
        Set<String> shown = OURS.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && type.getEnclosingClass().isEmpty())
                .map(type -> type.getSimpleName())
                .filter(name -> !name.equals("package-info"))
                .collect(Collectors.toSet());

        assertThat(shown)
                .containsExactlyInAnyOrder("ApteanPay", "ApteanPayConfig", "ApteanPayConfigBuilder", "ApteanEvents");
    }

    @DisplayName("LIB-01 sees the core and no other adapter")
    @Test
    void seesTheCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.invoicepay.inmemory..", "io.invoicepay.jdbc..", "io.invoicepay.aptean.sandbox..")
                .check(OURS);
        classes()
                .that()
                .haveSimpleName("ApteanProvider")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.invoicepay.provider")
                .check(OURS);
    }

    @DisplayName("trusts no certificate of its own choosing, logs no HTTP, and reads no wall clock")
    @Test
    void forbidden() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.net.ssl.X509TrustManager")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("okhttp3.logging..")
                .check(OURS);
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(OURS);
    }
}
