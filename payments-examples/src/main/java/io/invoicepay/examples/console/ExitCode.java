package io.invoicepay.examples.console;

/** How the program ends. */
final class ExitCode {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int DECLINED = 2;
    static final int UNKNOWN = 3;
    static final int INPUT = 64;
    /** A bug, with its stack trace: after {@code EX_SOFTWARE} of sysexits.h. */
    static final int BUG = 70;

    private ExitCode() {}
}
