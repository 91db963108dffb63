package io.invoicepay.proof.contention;

import io.invoicepay.spi.CasResult;
import java.util.UUID;

/**
 * What a contender was told about one write.
 *
 * @param version that it would make
 * @param begun by a clock that all processes of the machine share, in nanoseconds
 */
record Claim(int invoice, long version, CasResult result, UUID writeId, long begun, long ended) {
    static Claim parse(String line) {
        String[] words = line.split(" ", -1);
        return new Claim(
                Integer.parseInt(words[0]),
                Long.parseLong(words[1]),
                CasResult.valueOf(words[2]),
                UUID.fromString(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }

    boolean won() {
        return result == CasResult.WON;
    }

    boolean overlaps(Claim other) {
        return begun <= other.ended && other.begun <= ended;
    }

    @Override
    public String toString() {
        return invoice + " " + version + " " + result + " " + writeId + " " + begun + " " + ended;
    }
}
