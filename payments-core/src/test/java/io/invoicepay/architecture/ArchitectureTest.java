package io.invoicepay.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.invoicepay.architecture.offences.Offences;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.fixtures.CoreClasses;
import io.invoicepay.money.Money;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the core may know. Each rule is also held against a class that breaks it: a misspelt rule would pass for ever. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter().importPath(CoreClasses.directory());
    private static final JavaClasses OFFENCES = new ClassFileImporter().importPackagesOf(Offences.class);

    /** From the bottom to the top: each may know those before it, and everybody the texts. */
    private static final List<String> LAYERS =
            List.of("text", "money", "invoice", "payment", "provider", "attempt", "spi", "engine");

    private static final List<String> TOP = List.of("checkout", "reconciliation");

    private static String layer(String name) {
        return "io.invoicepay." + name + "..";
    }

    private static ArchRule upwards(int layer) {
        String[] above = Stream.concat(LAYERS.subList(layer + 1, LAYERS.size()).stream(), TOP.stream())
                .map(ArchitectureTest::layer)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(layer(LAYERS.get(layer)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above);
    }

    @Test
    @DisplayName(
            "LIB-01 the packages build on each other in one direction: text, money, invoice, payment, provider, attempt, spi, engine, and the two on top")
    void layers() {
        for (int i = 0; i < LAYERS.size(); i++) {
            upwards(i).check(CORE);
        }
        noClasses()
                .that()
                .resideInAPackage(layer("reconciliation"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(layer("checkout"))
                .check(CORE);
        List<String> packages = CORE.stream()
                .map(type -> type.getPackageName())
                .filter(name -> !name.isEmpty())
                .map(name -> name.replace("io.invoicepay.", ""))
                .distinct()
                .sorted()
                .toList();
        assertThat(packages)
                .containsExactlyElementsOf(
                        Stream.concat(LAYERS.stream(), TOP.stream()).sorted().toList());
    }

    @Test
    @DisplayName("LIB-01 the direction of the packages is told apart: turned round, each rule finds something")
    void layersTurnedRound() {
        for (int i = 1; i < LAYERS.size(); i++) {
            String[] below =
                    LAYERS.subList(0, i).stream().map(ArchitectureTest::layer).toArray(String[]::new);
            ArchRule reversed = noClasses()
                    .that()
                    .resideInAPackage(layer(LAYERS.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(below);
            if (i > 1) { // money needs no text
                assertThat(reversed.evaluate(CORE).hasViolation())
                        .as(LAYERS.get(i))
                        .isTrue();
            }
        }
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> call(Class<?> owner, String... names) {
        Set<String> wanted = Set.of(names);
        return DescribedPredicate.describe(
                "a call of " + owner.getSimpleName() + "." + wanted,
                access -> access.getTargetOwner().isEquivalentTo(owner) && wanted.contains(access.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> callWithout(Class<?> parameter, Class<?> owner, String... names) {
        return call(owner, names)
                .and(DescribedPredicate.describe(
                        "without a " + parameter.getSimpleName(),
                        access -> access.getTarget() instanceof CodeUnitAccessTarget target
                                && target.getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(parameter))));
    }

    private static DescribedPredicate<JavaClass> oneOf(String... names) {
        Set<String> wanted = Set.of(names);
        return DescribedPredicate.describe("one of " + wanted, type -> wanted.contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> inPackage(String name) {
        return DescribedPredicate.describe(
                "in " + name, type -> type.getPackageName().equals(name));
    }

    /** Where the defaults are that a host may replace: the system's clock and random ids. */
    private static final DescribedPredicate<JavaClass> NOT_THE_BUILDER =
            DescribedPredicate.not(oneOf("io.invoicepay.checkout.InvoicePayments$Builder"));

    private static final DescribedPredicate<JavaClass> THREADS = oneOf(
            "java.util.concurrent.Executors",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.Timer",
            "java.lang.Thread");

    /** What a host has to start: its thread, and the restoring of an interrupt. */
    private static final DescribedPredicate<JavaClass> NOT_THE_RUNNER =
            DescribedPredicate.not(oneOf("io.invoicepay.reconciliation.ReconciliationRunner"));

    private static ArchRule nobodyKnows(DescribedPredicate<JavaClass> types) {
        return noClasses().should().dependOnClassesThat(types);
    }

    private static ArchRule nobodyCalls(DescribedPredicate<JavaAccess<?>> calls) {
        return noClasses().that(NOT_THE_BUILDER).should().accessTargetWhere(calls);
    }

    private static Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "nothing but the JDK's base, Vavr, Guava and JSpecify",
                nobodyKnows(DescribedPredicate.not(resideInAnyPackage(
                        "",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.math..",
                        "java.text..",
                        "java.net..",
                        "java.io..",
                        "java.nio",
                        "java.nio.charset..",
                        "java.security..",
                        "javax.crypto..",
                        "io.vavr..",
                        "com.google.common..",
                        "org.jspecify..",
                        "io.invoicepay.."))));
        rules.put(
                "no HTTP and no socket",
                nobodyKnows(inPackage("java.net")
                        .and(DescribedPredicate.not(oneOf("java.net.URI", "java.net.URISyntaxException")))
                        .or(resideInAnyPackage("java.net.http..", "javax.net.."))));
        rules.put("no reflection", nobodyKnows(resideInAnyPackage("java.lang.reflect..")));
        rules.put("no class by its name", nobodyCalls(call(Class.class, "forName")));
        rules.put("no serialisation", nobodyKnows(oneOf("java.io.ObjectInputStream", "java.io.ObjectOutputStream")));
        rules.put(
                "no other program",
                nobodyKnows(oneOf("java.lang.Runtime", "java.lang.ProcessBuilder", "java.lang.Process")));
        rules.put(
                "no threads of its own, but where a host starts a runner",
                noClasses().that(NOT_THE_RUNNER).should().dependOnClassesThat(THREADS));
        rules.put(
                "time from the host's clock alone",
                nobodyCalls(call(Instant.class, "now")
                        .or(call(Clock.class, "systemUTC", "systemDefaultZone", "system"))
                        .or(call(LocalDate.class, "now"))
                        .or(call(System.class, "currentTimeMillis", "nanoTime"))));
        rules.put(
                "ids from the host's supplier alone",
                nobodyCalls(call(UUID.class, "randomUUID").or(call(Math.class, "random"))));
        rules.put(
                "no chance",
                nobodyKnows(oneOf(
                        "java.util.Random",
                        "java.util.SplittableRandom",
                        "java.util.concurrent.ThreadLocalRandom",
                        "java.security.SecureRandom")));
        rules.put(
                "no capitals and no formats of the default locale",
                nobodyCalls(
                        callWithout(Locale.class, String.class, "toUpperCase", "toLowerCase", "format", "formatted")));
        rules.put("no default locale", nobodyCalls(call(Locale.class, "getDefault")));
        rules.put("no time zone of the machine", nobodyCalls(call(ZoneId.class, "systemDefault")));
        rules.put(
                "no bytes in the character set of the machine",
                nobodyCalls(callWithout(Charset.class, String.class, "getBytes")));
        rules.put("no character set of the machine", nobodyCalls(call(Charset.class, "defaultCharset")));
        rules.put("nothing printed", nobodyKnows(oneOf("java.io.PrintStream")));
        return rules;
    }

    @TestFactory
    @DisplayName("LIB-01 what the core does not know")
    Stream<DynamicTest> boundaries() {
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        "LIB-01 " + rule.getKey(), () -> rule.getValue().check(CORE)));
    }

    @TestFactory
    @DisplayName("LIB-01 each of these rules finds the class that breaks it")
    Stream<DynamicTest> boundariesCanFail() {
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        "LIB-01 seen failing: " + rule.getKey(),
                        () -> assertThatExceptionOfType(AssertionError.class)
                                .isThrownBy(() -> rule.getValue().check(OFFENCES))));
    }

    @Test
    @DisplayName(
            "LIB-01 the system's clock and random ids are defaults of the builder, which the rules would find elsewhere")
    void defaults() {
        ArchRule everywhere = noClasses()
                .should()
                .accessTargetWhere(call(Clock.class, "systemUTC").or(call(UUID.class, "randomUUID")));
        assertThat(everywhere.evaluate(CORE).getFailureReport().getDetails())
                .hasSize(2)
                .allMatch(detail -> detail.contains("InvoicePayments$Builder"));
    }

    @Test
    @DisplayName(
            "LIB-01 the module asks for Vavr, Guava and JSpecify, hands on all but Guava, and keeps the engine and the texts to itself")
    void module() {
        ModuleDescriptor module = CoreClasses.descriptor();
        assertThat(module.requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("java.base", "com.google.common", "io.vavr", "org.jspecify");
        assertThat(module.requires())
                .filteredOn(r -> r.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("io.vavr", "org.jspecify");
        assertThat(CoreClasses.exportedPackages())
                .containsExactly(
                        "io.invoicepay.attempt",
                        "io.invoicepay.checkout",
                        "io.invoicepay.invoice",
                        "io.invoicepay.money",
                        "io.invoicepay.payment",
                        "io.invoicepay.provider",
                        "io.invoicepay.reconciliation",
                        "io.invoicepay.spi");
        assertThat(module.opens()).isEmpty();
    }

    @Test
    @DisplayName("LIB-01 no signature that a host can see speaks of Guava, and of Vavr only Option and Either")
    void signatures() {
        List<String> offending = new ArrayList<>();
        int signatures = 0;
        for (Class<?> type : CoreClasses.exportedTypes()) {
            for (Executable executable : executables(type)) {
                signatures++;
                String text = executable.toGenericString();
                String known = text.replace("io.vavr.control.Option", "").replace("io.vavr.control.Either", "");
                if (known.contains("com.google.common") || known.contains("io.vavr")) {
                    offending.add(text);
                }
            }
        }
        assertThat(signatures).isGreaterThan(500);
        assertThat(offending).isEmpty();
        assertThat(executables(Offences.class))
                .extracting(Executable::toGenericString)
                .anyMatch(text -> text.contains("com.google.common"));
    }

    private static List<Executable> executables(Class<?> type) {
        List<Executable> all = new ArrayList<>(Arrays.asList(type.getDeclaredMethods()));
        all.addAll(Arrays.asList(type.getDeclaredConstructors()));
        all.removeIf(e ->
                e.isSynthetic() || !(Modifier.isPublic(e.getModifiers()) || Modifier.isProtected(e.getModifiers())));
        return all;
    }

    @Test
    @DisplayName("PAY-02 PAY-03 no call of the storefront takes an amount or several invoices")
    void noAmounts() {
        List<Method> calls = Arrays.stream(InvoicePayments.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .toList();
        assertThat(calls)
                .hasSizeGreaterThan(8)
                .allSatisfy(method -> assertThat(method.getParameterTypes())
                        .as(method.getName())
                        .noneMatch(type -> type == Money.class
                                || Number.class.isAssignableFrom(type)
                                || type == long.class
                                || type == double.class
                                || Iterable.class.isAssignableFrom(type)
                                || type.isArray()));
    }

    private static final Pattern CARD_DATA = Pattern.compile(
            "(?i)\\b(pan|cvv2?|cvc2?|cid|card_?number|card_?no|security_?code|expiry(_?(date|month|year))?|exp_?(month|year))\\b\\s*[;,)=(]");

    @Test
    @DisplayName("GST-04 no type, field, parameter or method of the core is named after card data")
    void noCardData() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(80);
            for (Path source : sources) {
                assertThat(CARD_DATA.matcher(Files.readString(source)).results().map(MatchResult::group))
                        .as("%s", source)
                        .isEmpty();
            }
        }
        for (String offence : List.of(
                "String pan;", "cvv)", "String cardNumber,", "card_number =", "securityCode()", "int expMonth;")) {
            assertThat(CARD_DATA.matcher(offence).find()).as(offence).isTrue();
        }
    }
}
