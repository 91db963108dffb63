package io.invoicepay.spi;

/**
 * Which part of a list.
 *
 * @param offset how many to skip, from 0
 * @param limit how many at most, from 1
 */
public record PageRequest(int offset, int limit) {
    /** @throws IllegalArgumentException if the offset is negative or the limit not positive */
    public PageRequest {
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset + " is negative");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " is not positive");
        }
    }

    /** The first so many. */
    public static PageRequest first(int limit) {
        return new PageRequest(0, limit);
    }

    /** The page behind this one. */
    public PageRequest next() {
        return new PageRequest(Math.addExact(offset, limit), limit);
    }
}
