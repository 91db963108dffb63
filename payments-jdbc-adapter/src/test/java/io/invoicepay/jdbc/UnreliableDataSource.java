package io.invoicepay.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A data source whose calls fail as told, each before or after the real call was made, and which keeps a record of all calls that
 * reach the database. Safe for any thread; what is told takes effect with the next call of that kind.
 */
final class UnreliableDataSource {
    private final DataSource real;
    private final Queue<Fault> told = new ConcurrentLinkedQueue<>();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger updating = new AtomicInteger();
    private final AtomicInteger mostUpdating = new AtomicInteger();
    private volatile boolean away;

    UnreliableDataSource(DataSource real) {
        this.real = real;
    }

    /** A call that can fail. */
    enum Call {
        CONNECT("getConnection"),
        PREPARE("prepareStatement"),
        EXECUTE("executeUpdate"),
        QUERY("executeQuery"),
        FETCH("next"),
        RETURN("close");

        private final String method;

        Call(String method) {
            this.method = method;
        }
    }

    /** Whether the database has heard of the call when it fails. */
    enum When {
        BEFORE,
        AFTER
    }

    /** Not a record: one fault is told twice as two. */
    private static final class Fault {
        private final Call call;
        private final When when;
        private final String state;

        Fault(Call call, When when, String state) {
            this.call = call;
            this.when = when;
            this.state = state;
        }
    }

    /** The next such call fails with this SQLSTATE, and the connection is then dead. */
    void fail(Call call, When when, String state) {
        told.add(new Fault(call, when, state));
    }

    /** No connection is to be had. */
    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** Names of the methods called so far, in order; of statements, those that go to the database. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    void forgetCalls() {
        calls.clear();
    }

    /** How many updates have run at the same time. */
    int mostUpdatesAtOnce() {
        return mostUpdating.get();
    }

    DataSource dataSource() {
        return wrap(DataSource.class, real);
    }

    private <T> T wrap(Class<T> type, T wrapped) {
        InvocationHandler handler = (proxy, method, arguments) -> call(wrapped, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (away && name.equals("getConnection")) {
            throw new SQLException("no way to the database", "08001");
        }
        if (target instanceof DataSource || target instanceof Connection || name.startsWith("execute")) {
            calls.add(name);
        }
        boolean ofStatement = target instanceof PreparedStatement && name.equals("close");
        failIfTold(name, When.BEFORE, ofStatement);
        boolean updates = name.equals("executeUpdate");
        if (updates) {
            mostUpdating.accumulateAndGet(updating.incrementAndGet(), Math::max);
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            updating.addAndGet(updates ? -1 : 0);
        }
        failIfTold(name, When.AFTER, ofStatement);
        return switch (name) {
            case "getConnection" -> target instanceof DataSource ? wrap(Connection.class, (Connection) result) : result;
            case "prepareStatement" -> wrap(PreparedStatement.class, (PreparedStatement) result);
            case "executeQuery" -> wrap(ResultSet.class, (ResultSet) result);
            default -> result;
        };
    }

    private void failIfTold(String method, When when, boolean ofStatement) throws SQLException {
        Fault next = told.peek();
        if (next != null && next.call.method.equals(method) && next.when == when && !ofStatement && told.remove(next)) {
            throw new SQLException("told to fail " + when + " " + method, next.state);
        }
    }
}
