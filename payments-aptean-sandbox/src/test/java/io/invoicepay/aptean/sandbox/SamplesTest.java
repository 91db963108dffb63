package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each sample's request, sent to a sandbox in the state that the sample tells of, is answered in the shape the sample shows. */
class SamplesTest {
    private static final String REFERENCE = "PSI-100245";
    private static final List<String> FILES = List.of(
            "01-find-payment-requests",
            "01b-find-payment-requests-core",
            "02-account-features",
            "03-create-claim",
            "04-convert-claim",
            "05-convert-payfac-token",
            "06-payment-method",
            "07-create-payment",
            "08-payment-status",
            "09-request-from-url-token",
            "10-upsert-payment-request",
            "11-close-payment-request",
            "12-process-payment-request",
            "13-create-refund",
            "14-create-checkout-session",
            "15-payer-summary",
            "16-capture-payment",
            "17-cancel-payment");

    /** What a sample needs to find, and which made-up identifiers of the sample stand for what is really there. */
    private static final class Scene {
        final SandboxSettings.Builder settings = SandboxSettings.builder()
                .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T14:03:11Z")))
                .settlement(Duration.ofSeconds(30));

        @Nullable Consumer<Scene> arrange;

        boolean withoutKey;
        boolean firstSentOnce;
        boolean unknownIds;

        @Nullable ApteanSandbox sandbox;

        String request = "";
        String method = "";
        String claim = "";
        String payment = "";
        String processorToken = "";

        ApteanSandbox sandbox() {
            return Objects.requireNonNull(sandbox);
        }

        void pay(TestCard card, long amount, boolean capture) {
            SandboxClient.Answer answer = SandboxClient.server(sandbox())
                    .key("scene-" + amount)
                    .mutate(
                            "createPayment",
                            "CreatePaymentInput",
                            "{ payment { id } }",
                            Map.of(
                                    "paymentMethodId", sandbox().enterCard(card),
                                    "amount", amount,
                                    "currency", "USD",
                                    "immediateCapture", capture,
                                    "paymentRequestId", request));
            payment = answer.text("data.createPayment.payment.id");
        }

        void settle() {
            sandbox().clock().advance(Duration.ofSeconds(30));
        }

        String fill(String sample) {
            return unknownIds
                    ? sample
                    : sample.replace("8f0d2b57-3a44-4a53-b0a5-5d0e1f7c6a01", request)
                            .replace("pm-7a6c1e20-1d1b-4b0c-8f0e-111111111111", method)
                            .replace("clm-4d0a3b10-9a7e-4c0d-8a5f-222222222222", claim)
                            .replace("e41a9a0c-7c0d-4f6e-9a1e-2a6b1c9d4f10", payment)
                            .replace("processor-token-made-up", processorToken)
                            .replace(
                                    "p4y3rT0k3nMadeUpForTests0123456789abcdef",
                                    sandbox().paymentUrl(request).getQuery());
        }
    }

    @DisplayName("every sample is answered in its shape")
    @TestFactory
    Stream<DynamicTest> everySample() {
        return FILES.stream().flatMap(file -> {
            Input sample = new Input(Json.object(ApteanSandbox.resource("examples/" + file + ".json"))
                    .orElseThrow());
            return sample.object("responses").values().entrySet().stream()
                    .map(response -> dynamicTest(
                            file + " answers " + response.getKey(),
                            () -> replay(
                                    file.replaceAll("-.*", ""),
                                    sample,
                                    response.getKey(),
                                    Input.of(response.getValue()))));
        });
    }

    private static void replay(String number, Input sample, String name, Input response) {
        Scene scene = new Scene();
        scene(number, name, scene);
        try (ApteanSandbox sandbox = ApteanSandbox.start(scene.settings.build())) {
            scene.sandbox = sandbox;
            scene.request = number.equals("10") && !name.equals("duplicate-reference")
                    ? sandbox.issue("OTHER", 100)
                    : issue(sandbox, REFERENCE, 125_000);
            scene.method = sandbox.enterCard(TestCard.APPROVED);
            scene.claim = sandbox.claimCard(TestCard.APPROVED);
            scene.processorToken = sandbox.processorToken(TestCard.APPROVED);
            Optional.ofNullable(scene.arrange).ifPresent(arrange -> arrange.accept(scene));
            SandboxClient client = client(sandbox, sample.requiredText("authMode"));
            Optional<Object> key =
                    Optional.ofNullable(sample.object("http").object("headers").raw("idempotency-key"));
            if (key.isPresent() && !scene.withoutKey) {
                client = client.key(key.get().toString());
            }
            Object request = Optional.ofNullable(response.raw("forRequest"))
                    .orElseGet(() -> sample.object("request").values());
            if (name.equals("full-document-rejected")) {
                request = new Input(Json.object(ApteanSandbox.resource("examples/01-find-payment-requests.json"))
                                .orElseThrow())
                        .object("request")
                        .values();
            }
            String body = scene.fill(Json.text(request));
            if (name.equals("missing-order")) {
                body = body.replace(", orderBy: $orderBy", "").replace(", $orderBy: PaymentRequestOrder!", "");
            }
            if (name.equals("business-rule")) {
                body = body.replace("125000", "99");
            }
            if (name.equals("cancelled-by-review")) {
                body = body.replace("\"failOnReview\":false", "\"failOnReview\":true");
            }
            if (scene.firstSentOnce) {
                assertThat(client.post(body).status()).isEqualTo(200);
            }

            SandboxClient.Answer answer = client.post(body);

            assertThat(answer.status())
                    .as(answer.body())
                    .isEqualTo(response.number("httpStatus").orElseThrow().intValue());
            Object expected = response.raw("body");
            assertSameShape(expected, Json.object(answer.body()).orElseThrow(), "");
        }
    }

    private static String issue(ApteanSandbox sandbox, String reference, long amount) {
        return SandboxClient.server(sandbox)
                .mutate(
                        "upsertPaymentRequest",
                        "UpsertPaymentRequestInput",
                        "{ paymentRequestId }",
                        Map.of(
                                "referenceNumber",
                                reference,
                                "amount",
                                amount,
                                "invoiceRef",
                                "upload",
                                "dueDate",
                                "2026-11-30T00:00:00.000Z"))
                .text("data.upsertPaymentRequest.paymentRequestId");
    }

    private static SandboxClient client(ApteanSandbox sandbox, String mode) {
        return switch (mode) {
            case "server" -> SandboxClient.server(sandbox);
            case "browser" -> SandboxClient.browser(sandbox);
            case "bearer" -> SandboxClient.user(sandbox);
            case "checkout" -> SandboxClient.checkout(sandbox);
            default -> throw new AssertionError("a new way to call: " + mode);
        };
    }

    /** The state in which that sample's answer is the right one. */
    private static void scene(String number, String name, Scene scene) {
        switch (number + " " + name) {
            case "01 pending", "08 pending" -> scene.arrange = at -> at.pay(TestCard.APPROVED, 125_000, true);
            case "01 completed", "08 completed" ->
                scene.arrange = at -> {
                    at.pay(TestCard.APPROVED, 125_000, true);
                    at.settle();
                };
            case "01 failed", "08 failed" -> scene.arrange = at -> at.pay(TestCard.DECLINED, 125_000, true);
            case "01 partially-paid" -> {
                scene.settings.partialPayment(true);
                scene.arrange = at -> {
                    at.pay(TestCard.APPROVED, 25_000, true);
                    at.settle();
                };
            }
            case "01 discount" -> scene.arrange = SamplesTest::allowDiscount;
            case "01 closed-and-reissued" ->
                scene.arrange = at -> {
                    at.sandbox().closeRequest(at.request);
                    at.sandbox().clock().advance(Duration.ofDays(1));
                    issue(at.sandbox(), REFERENCE, 110_000);
                };
            case "01 loose-match" -> scene.arrange = at -> issue(at.sandbox(), REFERENCE + "1", 125_000);
            case "01 not-found" -> scene.arrange = at -> at.sandbox().lagBy(Duration.ofDays(1));
            case "01b full-document-rejected" -> scene.settings.schema(SchemaLevel.OF_2021);
            case "01b unpaid" -> scene.settings.schema(SchemaLevel.OF_2021);
            case "04 used-or-expired", "07 idempotency-key-reused" -> scene.firstSentOnce = true;
            case "05 rejected" -> scene.arrange = at -> at.processorToken = "spent";
            case "06 verified" -> scene.arrange = Scene::settle;
            case "06 processing-error" ->
                scene.arrange = at -> {
                    at.method = at.sandbox().enterCard(TestCard.UNUSABLE);
                    at.settle();
                };
            case "07 completed" -> scene.settings.settlement(Duration.ZERO);
            case "07 declined-as-payment" ->
                scene.arrange = at -> at.method = at.sandbox().enterCard(TestCard.DECLINED);
            case "07 declined-as-code" -> {
                scene.settings.declines(DeclineForm.CODE_ERROR);
                scene.arrange = at -> at.method = at.sandbox().enterCard(TestCard.DECLINED);
            }
            case "07 cancelled-by-review", "07 in-review" ->
                scene.arrange = at -> at.method = at.sandbox().enterCard(TestCard.REVIEW);
            case "07 amount-rejected" -> scene.arrange = SamplesTest::allowDiscount;
            case "08 pending-capture", "16 ok", "17 ok" ->
                scene.arrange = at -> at.pay(TestCard.APPROVED, 125_000, false);
            case "17 not-cancellable" -> scene.arrange = at -> at.pay(TestCard.APPROVED, 125_000, true);
            case "08 unknown-id", "09 unknown-token" -> scene.unknownIds = true;
            case "13 ok" ->
                scene.arrange = at -> {
                    at.pay(TestCard.APPROVED, 125_000, true);
                    at.settle();
                };
            case "13 too-much-or-already-refunded" -> scene.arrange = at -> at.pay(TestCard.APPROVED, 125_000, true);
            case "13 missing-idempotency-key" -> scene.withoutKey = true;
            case "13 idempotency-key-reused" -> {
                scene.firstSentOnce = true;
                scene.arrange = at -> {
                    at.pay(TestCard.APPROVED, 125_000, true);
                    at.settle();
                };
            }
            default -> {
                // An unpaid request and an approved card are all the others need.
            }
        }
    }

    private static void allowDiscount(Scene scene) {
        SandboxClient.server(scene.sandbox())
                .mutate(
                        "upsertPaymentRequest",
                        "UpsertPaymentRequestInput",
                        "{ code }",
                        Map.of(
                                "id",
                                scene.request,
                                "referenceNumber",
                                REFERENCE,
                                "amount",
                                125_000,
                                "discountAmount",
                                2_500,
                                "discountEndDate",
                                "2026-11-25T23:59:59.000Z",
                                "dueDate",
                                "2026-11-30T00:00:00.000Z"));
    }

    /** Same members, same kinds of values, nothing where there was nothing; codes and statuses to the letter. */
    private static void assertSameShape(@Nullable Object expected, @Nullable Object actual, String path) {
        if (expected instanceof Map<?, ?> sample) {
            assertThat(actual).as(path).isInstanceOf(Map.class);
            Map<?, ?> answer = (Map<?, ?>) Objects.requireNonNull(actual);
            assertThat(answer.keySet().containsAll(sample.keySet()))
                    .as("%s has %s", path, answer.keySet())
                    .isTrue();
            if (!path.startsWith(".errors")) {
                assertThat(answer).as(path).hasSameSizeAs(sample);
            }
            sample.forEach((name, value) -> assertSameShape(value, answer.get(name), path + "." + name));
        } else if (expected instanceof List<?> sample) {
            assertThat(actual).as(path).isInstanceOf(List.class);
            List<?> answer = (List<?>) Objects.requireNonNull(actual);
            if (path.endsWith(".nodes") || path.endsWith(".payments")) {
                assertThat(answer).as(path).hasSameSizeAs(sample);
            }
            for (int i = 0; i < Math.min(sample.size(), answer.size()); i++) {
                assertSameShape(sample.get(i), answer.get(i), path);
            }
        } else if (expected == null) {
            assertThat(actual).as(path).isNull();
        } else {
            assertThat(actual).as(path).isInstanceOf(expected.getClass());
            if (path.matches(
                            ".*\\.(code|status|pendingReasonCode|referenceNumber|totalCount|amount|creditAmount|error)")
                    && !expected.toString().startsWith("MADE_UP")) {
                assertThat(actual).as(path).isEqualTo(expected);
            }
        }
    }
}
