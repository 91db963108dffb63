package io.invoicepay.proof.outage;

import io.invoicepay.proof.process.PostgresServer;
import java.util.Map;

/** What happens to the server. */
enum Outage {
    /** SIGKILL of the postmaster and all its children. */
    KILL {
        @Override
        void strike(PostgresServer server) {
            server.kill();
        }
    },
    /** {@code pg_ctl stop -m immediate}. */
    STOP {
        @Override
        void strike(PostgresServer server) {
            server.stopImmediately();
        }
    },
    /** {@code pg_terminate_backend} for every session, as an administrator or a failing network does; the server runs on. */
    TERMINATE {
        @Override
        void strike(PostgresServer server) {
            server.terminateConnections();
        }

        @Override
        void end(PostgresServer server, Map<String, String> settings) {
            // it is still there
        }
    };

    abstract void strike(PostgresServer server);

    void end(PostgresServer server, Map<String, String> settings) {
        server.start(settings);
    }
}
