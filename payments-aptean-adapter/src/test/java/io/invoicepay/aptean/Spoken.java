package io.invoicepay.aptean;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/** A server that is spoken for inside the client: what an answer means is tested without a socket. */
final class Spoken implements Interceptor {
    /** Gives one answer, knowing the request's body. */
    interface Answer {
        Response to(Request request, String body) throws IOException;
    }

    private final List<String> bodies = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    /** The next answer; the last one is given for ever. */
    Spoken then(Answer answer) {
        answers.add(answer);
        return this;
    }

    Spoken then(String json) {
        return then((request, body) -> json(request, 200, json));
    }

    /** What was asked so far. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    String lastBody() {
        return bodies.get(bodies.size() - 1);
    }

    Gateway gateway(ApteanPayConfig config, Clock clock) {
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(this).build();
        return new Gateway(
                config, client, client, new Backoff(1, Duration.ZERO, Duration.ofHours(1), () -> 0.5), clock);
    }

    static Response json(Request request, int status, String json) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .addHeader("content-type", "application/json")
                .body(ResponseBody.create(json, MediaType.get("application/json")))
                .build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Buffer written = new Buffer();
        Objects.requireNonNull(chain.request().body()).writeTo(written);
        String body = written.readUtf8();
        bodies.add(body);
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        return answer.to(chain.request(), body);
    }
}
