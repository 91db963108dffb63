package io.invoicepay.aptean;

/**
 * How many look-ups the requests of one round hold. A refusal may be about how many there were, or about one of them: halves are tried
 * until one is singled out, or until all that were refused together have passed in smaller requests. That tells the size which the
 * server takes.
 *
 * <p>For one round, on one thread.
 */
final class BatchSize {
    /** What even a server that counts the words of a document, or answers one look-up after the other, should take. */
    static final int FEW = 10;

    private int most;
    private int size;
    /** Where to go on after the next that is singled out; the more of them, the smaller, until all pass again. */
    private int resume;
    /** Of those that were refused together, how many are still to be asked for. */
    private int suspected;

    private boolean singledOut;
    private boolean mayBeLearnt;

    BatchSize(int most) {
        this.most = most;
        this.size = most;
        this.resume = most;
    }

    int size() {
        return size;
    }

    /** Less is to be tried. Whether it is the size is not for a business rejection to say: that is about one of them, or passes. */
    void refused(int count, Trouble trouble) {
        mayBeLearnt = !(trouble instanceof Trouble.Rejected) && (mayBeLearnt || suspected == 0);
        suspected = Math.max(suspected, count);
        fewer(count);
    }

    /** They took too long, or made the server fail: what costs so much is not tried twice. */
    void tooMany(int count) {
        mayBeLearnt |= suspected == 0;
        suspected = Math.max(suspected, count);
        size = FEW;
        most = FEW;
        resume = FEW;
    }

    /** Less is to be tried, and it is one of them for sure. */
    void fewer(int count) {
        size = count / 2;
    }

    /**
     * So many have passed.
     *
     * @return whether this shows that requests of that size pass, and larger ones do not
     */
    boolean passed(int count) {
        if (singledOut) {
            singledOut = false;
            size = resume;
            resume = Math.max(1, resume / 2);
            return false;
        }
        if (suspected == 0) {
            resume = size == most ? most : resume;
            size = Math.min(most, 2 * size);
            return false;
        }
        left(count);
        if (suspected > 0) {
            return false;
        }
        most = size;
        resume = size;
        return mayBeLearnt;
    }

    /** One was refused alone: it explains why those with it were. */
    void singledOut() {
        suspected = 0;
        singledOut = true;
    }

    /** Some need not be asked for any more; why they were refused with others is as open as before. */
    void left(int count) {
        suspected = Math.max(0, suspected - count);
    }
}
