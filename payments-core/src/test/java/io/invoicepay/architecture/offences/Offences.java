package io.invoicepay.architecture.offences;

import com.google.common.collect.ImmutableList;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.reflect.Method;
import java.net.Socket;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Breaks every rule once, so that each is seen failing. Nobody calls it. */
public final class Offences {
    private Offences() {}

    public static ImmutableList<String> guava() {
        return ImmutableList.of();
    }

    static void framework(ArchRule rule) {
        rule.getDescription();
    }

    static Socket network() throws IOException {
        return new Socket("localhost", 1);
    }

    static Method[] reflection() {
        return Offences.class.getMethods();
    }

    static Class<?> byName() throws ClassNotFoundException {
        return Class.forName("io.invoicepay.money.Money");
    }

    @SuppressWarnings("BanSerializableRead")
    static Object serialisation(InputStream in) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(in).readObject();
    }

    static int program() {
        return Runtime.getRuntime().availableProcessors();
    }

    static ExecutorService threads() {
        return Executors.newSingleThreadExecutor();
    }

    static Instant time() {
        return Instant.now();
    }

    static UUID id() {
        return UUID.randomUUID();
    }

    static int chance() {
        return ThreadLocalRandom.current().nextInt();
    }

    static Locale locale() {
        return Locale.getDefault();
    }

    @SuppressWarnings("StringCaseLocaleUsage")
    static String capitals(String text) {
        return text.toUpperCase();
    }

    @SuppressWarnings("DefaultCharset")
    static byte[] bytes(String text) {
        return text.getBytes();
    }

    static ZoneId zone() {
        return ZoneId.systemDefault();
    }

    static Charset charset() {
        return Charset.defaultCharset();
    }

    static void print(String text) {
        System.out.println(text);
    }
}
